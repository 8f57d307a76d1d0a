import { VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSync } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { type SyncWords, syncWords } from '@/shared/ui';
import classes from './SyncPill.module.css';

/** How one's changes stand with the office, in the top bar; it leads to them. */
export function SyncPill() {
  const { t } = useTranslation();
  const format = useFormat();
  const sync = useSync();
  const words = sync && syncWords(sync, t, format);
  useReturn(sync?.office === 'away');
  return words ? <Pill words={words} /> : null;
}

function Pill({ words: { look, text, whole, count } }: { words: SyncWords }) {
  const quiet = look === 'current';
  return (
    <Link to="/outbox" className={classes.pill} data-look={look} title={whole} data-testid="sync-pill">
      <span className={classes.dot} aria-hidden="true" />
      {/* It stays where it is, so that those hear of it who do not see it; the time alone is no news. */}
      <span className={classes.text} aria-live="polite">
        {quiet ? '' : text}
      </span>
      {quiet && <VisuallyHidden>{whole}</VisuallyHidden>}
      {count > 0 && (
        <span className={classes.count} aria-hidden="true">
          {count}
        </span>
      )}
    </Link>
  );
}

/** Once the office is back, reads what only it could answer. */
function useReturn(away: boolean): void {
  const queries = useQueryClient();
  const wasAway = useRef(away);
  useEffect(() => {
    const isBack = wasAway.current && !away;
    wasAway.current = away;
    if (isBack) void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
  }, [queries, away]);
}
