import { type Chip, type Filter, isGroup, joinOf, type Part, partsOf } from './filter';
import type { FieldValue } from './types';

/** Says whether a record with these values matches a filter of constants, as the office decides it. */
export function matches(filter: Filter, values: Record<string, FieldValue>): boolean {
  const holds = (part: Part): boolean => {
    if (!isGroup(part)) return chipHolds(part, values[part.field]);
    return joinOf(part) === 'or' ? partsOf(part).some(holds) : partsOf(part).every(holds);
  };
  return filter.and.every(holds);
}

function chipHolds({ op, value: wanted }: Chip, value: FieldValue): boolean {
  const empty = isEmpty(value);
  const list = Array.isArray(wanted) ? wanted : [];
  switch (op) {
    case 'empty':
      return empty === (wanted !== false);
    case '=':
      return wanted === null ? empty : same(value, wanted);
    case '!=':
      return wanted === null ? !empty : !same(value, wanted);
    case 'in':
      return list.some((one) => hasOne(value, one));
    case 'not':
      return !list.some((one) => hasOne(value, one));
    case 'contains':
      return Array.isArray(value) ? hasOne(value, wanted) : !empty && folded(value).includes(folded(wanted));
    case 'starts':
      return !empty && folded(value).startsWith(folded(wanted));
    case 'between':
      return !empty && order(value, list[0]) >= 0 && order(value, list[1]) <= 0;
    case '<':
      return !empty && order(value, wanted) < 0;
    case '<=':
      return !empty && order(value, wanted) <= 0;
    case '>':
      return !empty && order(value, wanted) > 0;
    case '>=':
      return !empty && order(value, wanted) >= 0;
    default:
      return true;
  }
}

function isEmpty(value: FieldValue): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

function hasOne(value: FieldValue, one: unknown): boolean {
  return Array.isArray(value) ? value.includes(one) : same(value, one);
}

function same(value: FieldValue, wanted: unknown): boolean {
  return !isEmpty(value) && order(value, wanted) === 0;
}

/** Below, at or above zero as `value` stands before, with or behind `wanted`. */
function order(value: unknown, wanted: unknown): number {
  const [a, b] = [numeric(value), numeric(wanted)];
  if (a !== undefined && b !== undefined) return a - b;
  const [left, right] = [folded(value), folded(wanted)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function numeric(value: unknown): number | undefined {
  const plain = typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
  const text = typeof plain === 'number' || typeof plain === 'string' ? String(plain).trim() : '';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

/** Upper and lower case and the dots of ё make no difference. */
function folded(value: unknown): string {
  const text = typeof value === 'object' ? Object.values(value ?? {}).join(' ') : String(value ?? '');
  return text.toLowerCase().replaceAll('ё', 'е').trim();
}
