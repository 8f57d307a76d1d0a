import type { ChipOperator } from '../../api';

/** Catalogue keys of the operators' words. */
export const OPERATOR_KEYS = {
  '=': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'lte',
  '>': 'gt',
  '>=': 'gte',
  in: 'in',
  not: 'not_in',
  between: 'between',
  contains: 'contains',
  starts: 'starts',
  empty: 'empty',
  filled: 'filled',
  me: 'me',
  today: 'today',
} as const satisfies Record<ChipOperator, string>;
