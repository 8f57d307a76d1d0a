import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Clash } from './clash';
import classes from './leaving.module.css';

interface DraftNoteProps {
  /** Whether the form holds what was typed there before and never saved. */
  restored: boolean;
  clash?: Clash | undefined;
  onDiscard: () => void;
}

/**
 * Says that a form holds what was typed there before, or that somebody else has changed the same meanwhile, and asks
 * whose is to stand.
 */
export function DraftNote({ restored, clash, onDiscard }: DraftNoteProps) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.live}>
      {clash && <ClashNote clash={clash} />}
      {restored && !clash && (
        <div className={classes.note} data-testid="restored">
          <span>{t('leaving.restored')}</span>
          <Button variant="default" size="compact-xs" onClick={onDiscard}>
            {t('leaving.throw_away')}
          </Button>
        </div>
      )}
    </div>
  );
}

function ClashNote({ clash: { looking, look, decide } }: { clash: Clash }) {
  const { t } = useTranslation();
  return (
    <div className={classes.note} data-testid="clash">
      <span>{t(looking ? 'leaving.clash_theirs' : 'leaving.clash_mine')}</span>
      <Group gap={6} wrap="nowrap">
        <Button variant="subtle" size="compact-xs" onClick={() => look(!looking)}>
          {t(looking ? 'leaving.show_mine' : 'leaving.show_theirs')}
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => decide(true)}>
          {t('leaving.keep_mine')}
        </Button>
        <Button variant="default" size="compact-xs" onClick={() => decide(false)}>
          {t('leaving.take_theirs')}
        </Button>
      </Group>
    </div>
  );
}
