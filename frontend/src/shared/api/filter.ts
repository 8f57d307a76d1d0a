import type { FieldDefinition, FieldKind } from './types';

/** One comparison of the filter language. */
export interface Condition {
  field: string;
  op: Operator;
  value?: unknown;
}

export type Operator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not'
  | 'between'
  | 'contains'
  | 'starts'
  | 'empty'
  | 'me'
  | 'today';

/** A chip of the filter bar. */
export type Chip = Condition;

/** A part of the filter: one chip, or several of which any may hold. */
export type Part = Chip | { or: Chip[] };

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
};

/** Comparisons a field offers: those that make sense for its kind and that the office takes for it. */
export function operatorsOf(field: Pick<FieldDefinition, 'kind' | 'operators'>): ChipOperator[] {
  const { operators } = field;
  if (!operators) return OPERATORS[field.kind];
  return OPERATORS[field.kind].filter((operator) =>
    operators.includes(operator === 'filled' ? 'empty' : operator),
  );
}

export function isGroup(part: Part): part is { or: Chip[] } {
  return 'or' in part;
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
  const parts = (filter?.and ?? []).flatMap((part): Part[] => {
    if (!isGroup(part)) return isComplete(part) ? [part] : [];
    const chips = part.or.filter(isComplete);
    return chips.length === 0 ? [] : [{ or: chips }];
  });
  return parts.length === 0 ? undefined : { and: parts };
}

/**
 * Reads a filter as the chips show it, from an address somebody may have typed or a rule somebody wrote by the API. A
 * single comparison is a list of one; anything malformed is dropped.
 */
export function parseFilter(raw: unknown): Filter | undefined {
  const parts = partsOf(raw);
  return parts.length === 0 ? undefined : { and: parts };
}

function partsOf(raw: unknown): Part[] {
  if (isChip(raw)) return [raw];
  if (!isObject(raw)) return [];
  if (Array.isArray(raw.and)) return raw.and.flatMap(partsOf);
  return Array.isArray(raw.or) && raw.or.length > 0 && raw.or.every(isChip) ? [{ or: raw.or }] : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isChip(value: unknown): value is Chip {
  return isObject(value) && typeof value.field === 'string' && typeof value.op === 'string';
}
