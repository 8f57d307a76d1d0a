import type { FieldDefinition, FieldValue, Filter, Names, Part } from '@/shared/api';
import { complete } from '@/shared/api';

/** What a list can be grouped by: values that many records share and that a filter can name. */
const GROUPED = new Set(['choice', 'employee', 'link', 'yes_no']);

/** No more groups than this are drawn; of more, those with the most records. */
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
export function groupFilter(filter: Filter | undefined, field: string, value: FieldValue): Filter {
  const only: Part =
    keyOfGroup(value) === '' ? { field, op: 'empty' } : { field, op: '=', value: value as unknown };
  return { and: [...(complete(filter)?.and ?? []), only] };
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
