import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, complete, type Filter, type Money, type Names, type RecordItem, withQuery } from '@/shared/api';
import { fieldOf } from '@/shared/ui';
import { recordKeys } from '../api';
import type { GroupLine } from './groups';

export interface SumLine extends GroupLine {
  count: number;
  /** One for each currency. */
  totals?: Money[] | null;
}

interface Sums {
  items: SumLine[];
  /** How many groups there are, those past the limit too. */
  groups: number;
  names: Names;
}

interface SumQuestion {
  filter: Filter | undefined;
  q: string | undefined;
  /** Field to add up; only counts without one. */
  sum: string | undefined;
  /** A field, dates with a period behind a colon. */
  group?: string | undefined;
  /** Only so many groups: of periods the latest, else the largest ones. */
  limit?: number;
}

/** Counts and totals over everything a list would hold, each currency by itself. */
export function sumsQuery(type: string, question: SumQuestion) {
  const filter = complete(question.filter);
  return queryOptions({
    queryKey: [...recordKeys.sums(type), { ...question, filter }],
    queryFn: ({ signal }) =>
      api.get<Sums>(
        withQuery(`/api/records/${type}/sums`, {
          filter: filter && JSON.stringify(filter),
          q: question.q,
          sum: question.sum,
          group: question.group,
          limit: question.limit,
        }),
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

/** Adds up an amount of some records, each currency by itself and to the last cent. */
export function totalsOf(records: Iterable<RecordItem>, field: string): Money[] {
  const cents = new Map<string, bigint>();
  for (const record of records) {
    const value = fieldOf(record, field);
    if (typeof value !== 'object' || value === null || !('amount' in value)) continue;
    const scaled = toCents(value.amount);
    if (scaled !== undefined) cents.set(value.currency, (cents.get(value.currency) ?? 0n) + scaled);
  }
  return [...cents]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, sum]) => ({ amount: fromCents(sum), currency }));
}

const SCALE = 4;

/** Undefined for what is no decimal, as a masked amount is none. */
function toCents(amount: string): bigint | undefined {
  const match = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(amount);
  if (!match) return undefined;
  const scaled = BigInt(`${match[2]}${(match[3] ?? '').padEnd(SCALE, '0')}`);
  return match[1] === '-' ? -scaled : scaled;
}

function fromCents(sum: bigint): string {
  const digits = (sum < 0n ? -sum : sum).toString().padStart(SCALE + 1, '0');
  const whole = `${sum < 0n ? '-' : ''}${digits.slice(0, -SCALE)}`;
  const rest = digits.slice(-SCALE).replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest.padEnd(2, '0')}`;
}
