import type { Money } from '../api/types';

/** Writes dates, numbers and money for one language and time zone. */
export interface Formatter {
  number: (value: string | number) => string;
  money: (value: Money) => string;
  date: (value: string) => string;
  dateTime: (value: string) => string;
  time: (value: string) => string;
  day: (value: string) => string;
}

/** Makes a formatter; `timeZone` is the reader's own, unknown names fall back to the browser's. */
export function makeFormatter(language: string, timeZone?: string): Formatter {
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? { timeZone } : {};
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 });
  const date = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const dateTime = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...zone,
  });
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...zone });
  const when = (format: Intl.DateTimeFormat) => (value: string) => {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : format.format(at);
  };
  return {
    number: (value) => (Number.isFinite(Number(value)) ? number.format(value as number) : String(value)),
    money: (value) => money(locale, value),
    date: when(date),
    dateTime: when(dateTime),
    time: when(time),
    day: when(day),
  };
}

function money(locale: string, { amount, currency }: Money): string {
  if (!Number.isFinite(Number(amount))) return `${amount} ${currency}`.trim();
  try {
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: /\.0*[1-9]/.test(amount) ? 2 : 0,
      maximumFractionDigits: 2,
    }).format(amount as unknown as number);
  } catch {
    return `${amount} ${currency}`.trim();
  }
}

export function isTimeZone(name: string): boolean {
  if (name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Time zones the browser knows, for pickers, with the one that is set whether it knows it or not. */
export function timeZones(current = ''): string[] {
  const known = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  return current === '' || known.includes(current) ? known : [current, ...known];
}

/** The letters that stand for a name where there is no room: "Соколова Марина" gives "СМ". */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
}
