import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldValue } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { ChoiceDot, useFieldText, useShowError } from '@/shared/ui';
import { type ListQuestion, pagesQuery, readMore, recordKeys } from '../api';
import { type Pages, useLiveList } from '../live';
import type { ShownColumn } from './columns';
import {
  allNames,
  GROUPS_AT_MOST,
  type Grouping,
  groupFilter,
  groupsBetween,
  inCalendarOrder,
  inGroupOrder,
  keyOfGroup,
  laidOut,
  wordOf,
} from './groups';
import { Amounts } from './ListFooter';
import classes from './list.module.css';
import type { RowSource } from './rowSource';
import { type SumLine, sumsQuery } from './sums';
import { usePeriodText } from './usePeriodText';

const PAGE = 100;

/**
 * The rows of a list under the heads of their groups. Only groups on screen are read, page by page; the first page of
 * each has its place from the beginning, so that nothing moves while they come.
 */
export function useGroupedRows(
  type: string,
  question: ListQuestion,
  by: Grouping,
  columns: ShownColumn[],
): RowSource {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const showError = useShowError();
  const heads = useHeads(type, question, by, columns);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [seen, setSeen] = useState<readonly string[]>([]);
  const optionsOf = (line: SumLine) =>
    pagesQuery(type, { ...question, filter: groupFilter(question.filter, by, line) }, PAGE);

  const wanted = heads.lines.filter(
    ({ group }, at) =>
      !closed.has(keyOfGroup(group)) && (seen.includes(keyOfGroup(group)) || (seen.length === 0 && at === 0)),
  );
  const read = useQueries({ queries: wanted.map((line) => optionsOf(line)) });
  const live = useLiveList(type, ['grouped', type]);

  const onScreen = new Map(wanted.map((line, at) => [keyOfGroup(line.group), read[at]?.data]));
  const pagesOf = (line: SumLine) =>
    (onScreen.get(keyOfGroup(line.group)) ?? queries.getQueryData<Pages>(optionsOf(line).queryKey))?.pages;
  const states = heads.lines.map((line) => {
    const pages = pagesOf(line);
    const key = keyOfGroup(line.group);
    return {
      key,
      line,
      pages,
      count: line.count,
      open: !closed.has(key),
      rows: pages?.flatMap(({ items }) => items),
      more: Boolean(pages?.at(-1)?.next),
    };
  });
  const { rows, before } = laidOut(states, PAGE);
  const names = allNames(
    heads.names,
    ...states.flatMap(({ pages }) => pages?.map((page) => page.names) ?? []),
  );

  const toggle = (key: string) =>
    setClosed((now) => {
      const next = new Set(now);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const groups = states.map((state, at) => ({
    key: state.key,
    before: before[at] ?? 0,
    open: state.open,
    title: <GroupTitle by={by} line={state.line} totals={heads.totalsOf(state.line)} text={heads.titleOf} />,
    onToggle: () => toggle(state.key),
    more:
      state.open && state.more
        ? {
            text: t('list.group_more', { count: PAGE, read: state.rows?.length ?? 0, all: state.count }),
            run: () => void readMore(queries, optionsOf(state.line)).catch(showError),
          }
        : undefined,
  }));
  const keys = states.map(({ key }) => key).join('\n');
  const starts = before.join();
  const count = rows.length;
  const handleSeen = useCallback(
    (first: number, last: number) => {
      const all = keys.split('\n');
      const between = groupsBetween(starts.split(',').map(Number), count, first, last);
      setSeen((now) => {
        const next = between.flatMap((at) => all[at] ?? []);
        return next.join('\n') === now.join('\n') ? now : next;
      });
    },
    [keys, starts, count],
  );
  const failed = read.find(({ isError }) => isError) ?? (heads.query.isError ? heads.query : undefined);
  return {
    rows: useSame(rows),
    names: useSame(names),
    groups,
    total: heads.query.data && { count: heads.count, exact: heads.cut === undefined },
    cut: heads.cut,
    isPending: heads.query.isPending,
    error: failed?.error ?? undefined,
    retry: () => void queries.refetchQueries({ queryKey: recordKeys.type(type) }),
    hasMore: false,
    onMore: undefined,
    onSeen: handleSeen,
    stale: live.stale,
    refresh: live.refresh,
  };
}

/** The same object for as long as it holds the same: the grid draws rows anew that come in a new one. */
function useSame<Held extends object>(held: Held): Held {
  const last = useRef(held);
  const [before, now] = [Object.entries(last.current).flat(), Object.entries(held).flat()];
  if (before.length !== now.length || now.some((value, at) => value !== before[at])) last.current = held;
  return last.current;
}

/** The groups with how many records each holds and what these come to. */
function useHeads(type: string, question: ListQuestion, by: Grouping, columns: ShownColumn[]) {
  const { i18n, t } = useTranslation();
  const fieldText = useFieldText();
  const periodText = usePeriodText();
  const { field, period } = by;
  const { filter, q, sort } = question;
  const moneys = columns
    .map((column) => column.field)
    .filter(({ kind, right }) => kind === 'money' && right !== 'masked');
  const about = { filter, q, group: wordOf(by), limit: GROUPS_AT_MOST };
  const [first, ...others] = moneys;
  const summed = useQuery(sumsQuery(type, { ...about, sum: first?.name }));
  // The groups are there, too, when what they come to is more than can be counted.
  const counted = useQuery({
    ...sumsQuery(type, { ...about, sum: undefined }),
    enabled: summed.isError && first !== undefined,
  });
  const query = summed.isError && first ? counted : summed;
  const rest = useQueries({ queries: others.map(({ name }) => sumsQuery(type, { ...about, sum: name })) });
  const names = query.data?.names;
  const titleOf = (value: FieldValue): string => {
    if (keyOfGroup(value) === '') return t(period ? 'list.group_no_date' : 'list.group_empty');
    if (period) return periodText(keyOfGroup(value), period);
    return fieldText(field, value, names ?? {}) || t('record.no_access');
  };
  const lines = query.data?.items ?? [];
  const groups = query.data?.groups ?? 0;
  const kept = period ? ('latest' as const) : ('largest' as const);
  return {
    query,
    names,
    cut: groups > lines.length ? { kept, count: lines.length, all: groups } : undefined,
    titleOf,
    lines: period
      ? inCalendarOrder(lines, field.name, sort)
      : inGroupOrder(lines, field, titleOf, i18n.language),
    count: lines.reduce((sum, { count }) => sum + count, 0),
    totalsOf: (line: SumLine) =>
      [summed, ...rest].flatMap(
        ({ data }) =>
          data?.items.find(({ group }) => keyOfGroup(group) === keyOfGroup(line.group))?.totals ?? [],
      ),
  };
}

interface GroupTitleProps {
  by: Grouping;
  line: SumLine;
  totals: NonNullable<SumLine['totals']>;
  text: (value: FieldValue) => string;
}

/** What a group is called, how many records it holds and what they come to, each currency for itself. */
function GroupTitle({ by: { field }, line, totals, text }: GroupTitleProps) {
  const format = useFormat();
  return (
    <>
      {field.kind === 'choice' && <ChoiceDot field={field} value={keyOfGroup(line.group)} />}
      <span>{text(line.group)}</span>
      <span className={classes.groupCount}>{format.count(line.count)}</span>
      {totals.length > 0 && (
        <span className={classes.groupCount}>
          <Amounts totals={totals} />
        </span>
      )}
    </>
  );
}
