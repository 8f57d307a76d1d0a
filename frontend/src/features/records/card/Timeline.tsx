import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, Names, RecordItem, TimelineItem, TimelineKind } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { Bars, ErrorState } from '@/shared/ui';
import { timelineQuery } from '../api';
import { Composer } from './Composer';
import classes from './card.module.css';
import { TimelineEntry } from './TimelineEntry';

const FILTERS = {
  all: undefined,
  note: ['note'],
  task: ['task'],
  message: ['message'],
  file: ['file'],
  change: ['created', 'change', 'transfer', 'share', 'delete', 'restore', 'link', 'unlink'],
} as const satisfies Record<string, readonly TimelineKind[] | undefined>;

type FilterName = keyof typeof FILTERS;

/** What happened to a record, newest first, with the place to add to it on top. */
export function Timeline({ type, record }: { type: ElementType; record: RecordItem }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<FilterName>('all');
  const timeline = useInfiniteQuery(timelineQuery(type.name, record.id));
  const names = useMemo(
    () => Object.assign({}, record.names, ...(timeline.data?.pages.map((page) => page.names) ?? [])) as Names,
    [timeline.data, record.names],
  );
  const shown: readonly TimelineKind[] | undefined = FILTERS[filter];
  const items = (timeline.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (item) => !shown || shown.includes(item.kind),
  );

  return (
    <>
      {record.can.comment && <Composer type={type} record={record} />}
      <fieldset
        className={classes.filter}
        style={{ border: 'none', margin: 0 }}
        aria-label={t('timeline.filter')}
      >
        {(Object.keys(FILTERS) as FilterName[]).map((name) => (
          <button
            key={name}
            type="button"
            className={classes.tab}
            aria-pressed={filter === name}
            onClick={() => setFilter(name)}
          >
            {t(`timeline.filters.${name}`)}
          </button>
        ))}
      </fieldset>
      {timeline.isPending && <Bars rows={5} />}
      {timeline.isError && !timeline.data && (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      )}
      {timeline.data && items.length === 0 && <p className={classes.day}>{t('timeline.empty')}</p>}
      <Days items={items} names={names} type={type} record={record} />
      {timeline.hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={timeline.isFetchingNextPage}
            onClick={() => void timeline.fetchNextPage()}
          >
            {t('timeline.earlier')}
          </Button>
        </div>
      )}
    </>
  );
}

interface DaysProps {
  items: TimelineItem[];
  names: Names;
  type: ElementType;
  record: RecordItem;
}

function Days({ items, names, type, record }: DaysProps) {
  const format = useFormat();
  const days: { day: string; items: TimelineItem[] }[] = [];
  for (const item of items) {
    const day = format.day(item.at);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days.map(({ day, items: ofDay }) => (
    <div key={day}>
      <h3 className={classes.day}>{day}</h3>
      <ul className={classes.items}>
        {ofDay.map((item) => (
          <TimelineEntry key={item.id} item={item} names={names} type={type} record={record} />
        ))}
      </ul>
    </div>
  ));
}
