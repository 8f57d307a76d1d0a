import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType, Names, RecordItem, TimelineItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { keyboard } from '@/shared/keys';
import { Bars, ErrorState } from '@/shared/ui';
import { timelineQuery } from '../api';
import { Composer } from './Composer';
import classes from './card.module.css';
import { NextStepStrip } from './NextStepStrip';
import { TimelineEntry } from './TimelineEntry';
import { questionOf, TimelineFilter, type TimelineLook } from './TimelineFilter';

interface TimelineProps {
  type: ElementType;
  record: RecordItem;
  /** What is shown, where the address says it; otherwise the timeline remembers it itself. */
  look?: TimelineLook;
  onLook?: (look: TimelineLook) => void;
  quiet?: boolean;
}

const FILLED = 10;

/** What happened to a record, newest first, with the next step and the place to add to it on top. */
export function Timeline({ type, record, look: given, onLook, quiet }: TimelineProps) {
  const { t } = useTranslation();
  const [own, setOwn] = useState<TimelineLook>({});
  const look = given ?? own;
  const question = questionOf(look);
  const narrowed = Object.keys(question).length > 0;
  const timeline = useInfiniteQuery(timelineQuery(type.name, record.id, question));
  const { data, hasNextPage, isFetching, fetchNextPage } = timeline;
  const names = useMemo(
    () => Object.assign({}, record.names, ...(data?.pages.map((page) => page.names) ?? [])) as Names,
    [data, record.names],
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  // Where few of many things are asked for, a page ends after so much was looked through, not when it is full.
  const goesOn = narrowed && hasNextPage && items.length < FILLED;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);

  return (
    <>
      <NextStepStrip
        type={type}
        record={record}
        step={data?.pages[0]?.next_step}
        names={names}
        onPlan={() => keyboard.perform('task')}
      />
      {record.can.comment && <Composer type={type} record={record} quiet={quiet} />}
      <TimelineFilter look={look} onLook={onLook ?? setOwn} names={names} />
      {timeline.isPending && <Bars rows={5} />}
      {timeline.isError && !data && (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      )}
      {data && items.length === 0 && !goesOn && (
        <p className={classes.day}>{t(narrowed ? 'timeline.none' : 'timeline.empty')}</p>
      )}
      <Days items={items} names={names} type={type} record={record} />
      {hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={timeline.isFetchingNextPage}
            onClick={() => void fetchNextPage()}
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
