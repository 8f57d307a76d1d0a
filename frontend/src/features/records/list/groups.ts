import type { FieldDefinition, FieldValue, Filter, Names, Part } from '@/shared/api';
import { complete } from '@/shared/api';

/** What a list can be grouped by: values that many records share and that a filter can name. */
const GROUPED = new Set(['choice', 'employee', 'link', 'yes_no', 'date', 'date_time']);

/** By which dates are put together. */
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

/** By what a list is grouped: a field, dates by a period. */
export interface Grouping {
  field: FieldDefinition;
  period: Period | undefined;
}

export function isDated({ kind }: Pick<FieldDefinition, 'kind'>): boolean {
  return kind === 'date' || kind === 'date_time';
}

/** Reads a grouping from an address or a view; dates without a known period stand by months. */
export function groupingOf(fields: FieldDefinition[], word: string | undefined): Grouping | undefined {
  const [name, behind] = (word ?? '').split(':');
  const field = groupFields(fields).find((each) => each.name === name);
  if (!field) return undefined;
  const period = PERIODS.find((each) => each === behind) ?? 'month';
  return { field, period: isDated(field) ? period : undefined };
}

/** The grouping as it stands in the address and goes to the office. */
export function wordOf({ field, period }: Grouping): string {
  return period ? `${field.name}:${period}` : field.name;
}

/** A group as the office counts it: of a period also where it begins and the first that is behind it. */
export interface GroupLine {
  group: FieldValue;
  from?: string;
  until?: string;
}

/** No more groups than this are drawn. */
export const GROUPS_AT_MOST = 100;

export function groupFields(fields: FieldDefinition[]): FieldDefinition[] {
  return fields.filter(
    ({ kind, right, filterable }) => GROUPED.has(kind) && right !== 'masked' && filterable,
  );
}

/** The value of a group as a key; records without a value have a group of their own. */
export function keyOfGroup(value: FieldValue): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The filter of a list narrowed to one group. */
export function groupFilter(filter: Filter | undefined, by: Grouping, line: GroupLine): Filter {
  return { and: [...(complete(filter)?.and ?? []), ...onlyOf(by, line)] };
}

function onlyOf({ field: { name: field }, period }: Grouping, { group, from, until }: GroupLine): Part[] {
  if (keyOfGroup(group) === '') return [{ field, op: 'empty' }];
  if (!period) return [{ field, op: '=', value: group as unknown }];
  const edges: Part[] = [];
  if (from) edges.push({ field, op: '>=', value: from });
  if (until) edges.push({ field, op: '<', value: until });
  return edges;
}

/** Periods from the latest, or from the earliest where the list is sorted so; groups without a date at the end. */
export function inCalendarOrder<Line extends GroupLine>(
  lines: Line[],
  name: string,
  sort: string | undefined,
): Line[] {
  const turn = (sort ?? '').split(',')[0] === name ? 1 : -1;
  return lines.toSorted((a, b) => {
    const [left, right] = [keyOfGroup(a.group), keyOfGroup(b.group)];
    if (left === '' || right === '') return (left === '' ? 1 : 0) - (right === '' ? 1 : 0);
    return left < right ? -turn : left > right ? turn : 0;
  });
}

/** Groups in the order of the choices, or of what they are called; those without a value at the end. */
export function inGroupOrder<Line extends { group: FieldValue }>(
  lines: Line[],
  field: FieldDefinition,
  titleOf: (value: FieldValue) => string,
  language: string,
): Line[] {
  const choices = field.choices?.map(({ value }) => value) ?? [];
  const rank = (value: FieldValue): number => {
    if (keyOfGroup(value) === '') return Number.POSITIVE_INFINITY;
    if (field.kind === 'yes_no') return value === true ? 0 : 1;
    const at = choices.indexOf(String(value));
    return at === -1 ? choices.length : at;
  };
  const compare = new Intl.Collator(language).compare;
  return lines.toSorted((a, b) => {
    const [left, right] = [rank(a.group), rank(b.group)];
    return left === right ? compare(titleOf(a.group), titleOf(b.group)) : left - right;
  });
}

/** What the rows of a group are known to be. */
export interface GroupState<Row> {
  key: string;
  count: number;
  open: boolean;
  /** Undefined until they are read. */
  rows: Row[] | undefined;
  /** There are more than those read. */
  more: boolean;
}

/** The rows of all open groups one after the other, holes where they are not read yet, and where each group begins. */
export function laidOut<Row>(
  groups: GroupState<Row>[],
  page: number,
): { rows: (Row | undefined)[]; before: number[] } {
  const rows: (Row | undefined)[] = [];
  const before = groups.map((group) => {
    const at = rows.length;
    if (group.open) {
      const holes = () => Array.from({ length: Math.min(group.count, page) }, () => undefined);
      for (const row of group.rows ?? holes()) rows.push(row);
    }
    return at;
  });
  return { rows, before };
}

/** Which groups have rows between two places. */
export function groupsBetween(before: number[], rows: number, first: number, last: number): number[] {
  return before.flatMap((from, at) => {
    const to = before[at + 1] ?? rows;
    return to > from && from <= last && to > first ? [at] : [];
  });
}

/** Names of several answers together. */
export function allNames(...names: (Names | undefined)[]): Names {
  return Object.assign({}, ...names) as Names;
}
