import type { Money, Rate } from '../api/types';

/**
 * What amounts of several currencies are worth together in the company's own. Undefined where all are of one currency
 * and nothing has to be converted, or where the rate of one is not known.
 */
export function worthOf(totals: Money[], own: string, rates: Rate[]): Money | undefined {
  if (totals.length < 2 || totals.length > MOST) return undefined;
  let sum = 0;
  for (const { amount, currency } of totals) {
    const rate = currency === own ? 1 : Number(rates.find((known) => known.currency === currency)?.value);
    const worth = Number(amount) * rate;
    if (!Number.isFinite(worth)) return undefined;
    sum += worth;
  }
  // An estimate: cents of it say nothing.
  return { amount: String(Math.round(sum)), currency: own };
}

const MOST = 50;
