import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Names, type OutboxItem, outboxQuery, useSync } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { Bars, EmptyState, ErrorState, PageHeader, Section, syncWords } from '@/shared/ui';
import { OutboxEntry } from './OutboxEntry';
import classes from './outbox.module.css';

/** What one changed and the office has not taken in: what waits for it, and what one has to decide. */
export function OutboxPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('outbox.title')} />
      <div className={classes.page}>
        <Standing />
        <Outbox />
      </div>
    </>
  );
}

/** How the office is reached: on a telephone nobody points at the mark in the bar. */
function Standing() {
  const { t } = useTranslation();
  const format = useFormat();
  const sync = useSync();
  const words = sync?.desk && syncWords({ ...sync, waiting: 0, unresolved: 0 }, t, format);
  return words ? <p className={classes.muted}>{words.whole}</p> : null;
}

function Outbox() {
  const { t } = useTranslation();
  const query = useQuery(outboxQuery);
  if (query.isPending) return <Bars rows={5} />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items, names = {} } = query.data;
  if (items.length === 0) return <EmptyState title={t('outbox.empty')} text={t('outbox.empty_hint')} />;
  const waiting = items.filter(({ state }) => state === 'waiting');
  const unresolved = items.filter(({ state }) => state !== 'waiting');
  return (
    <div data-testid="outbox">
      {unresolved.length > 0 && (
        <Section id="to-decide" title={t('outbox.to_decide')} hint={t('outbox.to_decide_hint')}>
          <Entries items={unresolved} names={names} />
        </Section>
      )}
      {waiting.length > 0 && (
        <Section id="waiting" title={t('outbox.waiting')} hint={t('outbox.waiting_hint')}>
          <Entries items={waiting} names={names} />
        </Section>
      )}
    </div>
  );
}

function Entries({ items, names }: { items: OutboxItem[]; names: Names }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <OutboxEntry key={item.id} item={item} names={names} />
      ))}
    </ul>
  );
}
