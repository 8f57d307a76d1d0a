import type { FieldDefinition, FieldKind } from './types';

/** One comparison of the filter language. */
export interface Condition {
  field: string;
  op: Operator;
  value?: unknown;
}

const OPERATOR_NAMES = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'in',
  'not',
  'between',
  'contains',
  'starts',
  'empty',
  'me',
  'today',
] as const;
export type Operator = (typeof OPERATOR_NAMES)[number];

/** A chip of the filter bar. */
export type Chip = Condition;

/** Parts that must all hold, or of which any may. */
export type PartGroup = { and: Part[] } | { or: Part[] };

export type Join = 'and' | 'or';

/** A part of the filter: one chip, or a group within it. */
export type Part = Chip | PartGroup;

/** The filter as it stands in the address and goes to the office. */
export interface Filter {
  and: Part[];
}

/** What the filter bar offers; `filled` is written as `empty` with the value false. */
export type ChipOperator = Operator | 'filled';

const TEXT: ChipOperator[] = ['contains', 'starts', '=', '!=', 'empty', 'filled'];
const ORDERED: ChipOperator[] = ['=', '>=', '<=', 'between', 'empty', 'filled'];
const DATES: ChipOperator[] = ['today', '=', '>=', '<=', 'between', 'empty', 'filled'];

const OPERATORS: Record<FieldKind, ChipOperator[]> = {
  text: TEXT,
  long_text: ['contains', 'empty', 'filled'],
  phone: TEXT,
  email: TEXT,
  url: TEXT,
  address: ['contains', 'starts', 'empty', 'filled'],
  number: ORDERED,
  percent: ORDERED,
  money: ORDERED,
  date: DATES,
  date_time: ['today', '>=', '<=', 'between', 'empty', 'filled'],
  yes_no: ['='],
  choice: ['in', 'not', 'empty', 'filled'],
  choices: ['in', 'not', 'empty', 'filled'],
  employee: ['me', 'in', 'not', 'empty', 'filled'],
  link: ['=', 'empty', 'filled'],
  file: ['contains', 'starts', 'empty', 'filled'],
};

/** Comparisons a field offers: those that make sense for its kind and that the office takes for it. */
export function operatorsOf(field: Pick<FieldDefinition, 'kind' | 'operators'>): ChipOperator[] {
  const { operators } = field;
  if (!operators) return OPERATORS[field.kind];
  return OPERATORS[field.kind].filter((operator) =>
    operators.includes(operator === 'filled' ? 'empty' : operator),
  );
}

export function isGroup(part: Part): part is PartGroup {
  return 'or' in part || 'and' in part;
}

export function joinOf(group: PartGroup): Join {
  return 'or' in group ? 'or' : 'and';
}

export function partsOf(group: PartGroup): Part[] {
  return 'or' in group ? group.or : group.and;
}

export function groupOf(join: Join, parts: Part[]): PartGroup {
  return join === 'or' ? { or: parts } : { and: parts };
}

export function operatorOf(chip: Chip): ChipOperator {
  return chip.op === 'empty' && chip.value === false ? 'filled' : chip.op;
}

export function chipOf(field: string, operator: ChipOperator, value?: unknown): Chip {
  if (operator === 'filled') return { field, op: 'empty', value: false };
  if (!needsValue(operator)) return { field, op: operator };
  return { field, op: operator, value };
}

export function needsValue(operator: ChipOperator): boolean {
  return !['empty', 'filled', 'me', 'today'].includes(operator);
}

/** Says whether a chip is finished, so that it may be sent. */
export function isComplete(chip: Chip): boolean {
  const { op, value } = chip;
  if (!needsValue(op)) return true;
  if (op === 'in' || op === 'not') return Array.isArray(value) && value.length > 0;
  if (op === 'between') return Array.isArray(value) && value.length === 2 && value.every(isFilled);
  return isFilled(value);
}

function isFilled(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && 'amount' in value) return isFilled(value.amount);
  return value !== undefined && value !== null && value !== '';
}

/** The filter without unfinished chips and empty groups; undefined when nothing is left. */
export function complete(filter: Filter | undefined): Filter | undefined {
  const parts = (filter?.and ?? []).flatMap(finished);
  return parts.length === 0 ? undefined : { and: parts };
}

function finished(part: Part): Part[] {
  if (!isGroup(part)) return isComplete(part) ? [part] : [];
  const parts = partsOf(part).flatMap(finished);
  return parts.length === 0 ? [] : [groupOf(joinOf(part), parts)];
}

/**
 * Reads a filter as chips show it, from an address somebody may have typed or a rule somebody wrote by the API. It is
 * read whole or not at all: undefined stands for nothing, and for what chips could not give back as it was.
 */
export function parseFilter(raw: unknown): Filter | undefined {
  const part = partOf(raw);
  if (!part) return undefined;
  return { and: isGroup(part) && joinOf(part) === 'and' ? partsOf(part) : [part] };
}

/** Says whether a filter leaves out nothing, because it says nothing. */
export function isEmptyFilter(raw: unknown): boolean {
  if (raw === undefined || raw === null) return true;
  if (!isObject(raw)) return false;
  return Object.keys(raw).length === 0 || (Array.isArray(raw.and) && raw.and.length === 0);
}

function partOf(raw: unknown): Part | undefined {
  if (isChip(raw)) return isComplete(raw) ? raw : undefined;
  const group = rawGroup(raw);
  if (!group || group.items.length === 0) return undefined;
  const parts = group.items.map(partOf);
  if (!parts.every((part) => part !== undefined)) return undefined;
  // A list within a list says what one list says.
  const flat = parts.flatMap((part) =>
    isGroup(part) && joinOf(part) === group.join ? partsOf(part) : [part],
  );
  return groupOf(group.join, flat);
}

/** The items of a group, unread; undefined for anything else. */
export function rawGroup(raw: unknown): { join: Join; items: unknown[] } | undefined {
  if (!isObject(raw)) return undefined;
  if (Array.isArray(raw.and)) return { join: 'and', items: raw.and };
  return Array.isArray(raw.or) ? { join: 'or', items: raw.or } : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function isChip(value: unknown): value is Chip {
  return (
    isObject(value) &&
    typeof value.field === 'string' &&
    typeof value.op === 'string' &&
    (OPERATOR_NAMES as readonly string[]).includes(value.op)
  );
}
