import type { FieldDefinition, FieldValue, Money } from '@/shared/api';

/** Fields of a line in the order of the table. */
export const COLUMNS = ['name', 'quantity', 'unit', 'price', 'discount', 'vat', 'total'];

const isMoney = (value: FieldValue): value is Money =>
  typeof value === 'object' && value !== null && 'amount' in value;

/** Says whether a field holds exactly this amount. */
export function sameMoney(value: FieldValue, money: Money): boolean {
  return isMoney(value) && value.currency === money.currency && Number(value.amount) === Number(money.amount);
}

/** A value as one types it: without currency and sign of per cent. */
export function asTyped(value: FieldValue): string {
  if (isMoney(value)) return value.amount;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** What was typed as it is sent: an amount keeps the currency it had, nothing empties the field. */
export function asSent(field: FieldDefinition, typed: string, before: FieldValue): FieldValue {
  const text = typed.trim();
  if (text === '') return null;
  if (field.kind === 'text') return text;
  const number = text.replace(/[\s\u00a0\u202f%]/g, '').replace(',', '.');
  if (field.kind !== 'money') return number;
  return isMoney(before) ? { amount: number, currency: before.currency } : number;
}
