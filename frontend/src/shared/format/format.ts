import type { Money } from '../api/types';

/** Writes dates, numbers and money for one language and time zone. */
export interface Formatter {
  number: (value: string | number) => string;
  percent: (value: string | number) => string;
  money: (value: Money) => string;
  /** Rounded to what there is room for: ₽51m. */
  moneyShort: (value: Money) => string;
  date: (value: string) => string;
  dateTime: (value: string) => string;
  time: (value: string) => string;
  day: (value: string) => string;
  /** The month of a date: October 2026. */
  month: (value: string) => string;
  /** From one date to another: 16–22 Nov 2026. */
  days: (from: string, to: string) => string;
}

const formatters = new Map<string, Formatter>();

/**
 * The formatter of a language and time zone; unknown zones fall back to the browser's. Making the browser's own
 * formatters takes milliseconds, so each is made once, when it is first needed.
 */
export function formatterOf(language: string, timeZone = ''): Formatter {
  const key = `${language} ${timeZone}`;
  const known = formatters.get(key) ?? makeFormatter(language === 'ru' ? 'ru-RU' : 'en-GB', timeZone);
  formatters.set(key, known);
  return known;
}

function makeFormatter(locale: string, timeZone: string): Formatter {
  const zone = isTimeZone(timeZone) ? { timeZone } : {};
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const number = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 4, useGrouping: 'min2' }));
  const percent = once(
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'percent', maximumFractionDigits: 4 }),
  );
  const days = once(() => new Intl.DateTimeFormat(locale, { ...date, timeZone: 'UTC' }));
  return {
    number: (value) => (Number.isFinite(Number(value)) ? number().format(value as number) : String(value)),
    percent: (value) => (Number.isFinite(Number(value)) ? percent().format(value as number) : String(value)),
    money: moneyFormat(locale),
    moneyShort: moneyFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
    date: when(() => new Intl.DateTimeFormat(locale, { ...date, timeZone: 'UTC' })),
    dateTime: when(() => new Intl.DateTimeFormat(locale, { ...date, ...clock, ...zone })),
    time: when(() => new Intl.DateTimeFormat(locale, { ...clock, ...zone })),
    day: when(() => new Intl.DateTimeFormat(locale, { ...date, month: 'long', ...zone })),
    month: when(() => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })),
    days: (from, to) => days().formatRange(new Date(from), new Date(to)),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function when(make: () => Intl.DateTimeFormat): (value: string) => string {
  const format = once(make);
  return (value) => {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? value : format().format(at);
  };
}

/** Whole amounts are written without the empty cents; two formats a currency serve all of a list. */
function moneyFormat(locale: string, how: Intl.NumberFormatOptions = {}): (value: Money) => string {
  const made = new Map<string, Intl.NumberFormat>();
  const formatOf = (currency: string, cents: number) => {
    const key = `${currency}${cents}`;
    const format =
      made.get(key) ??
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: cents,
        maximumFractionDigits: 2,
        ...how,
      });
    made.set(key, format);
    return format;
  };
  return ({ amount, currency }) => {
    const plain = `${amount} ${currency}`.trim();
    if (!Number.isFinite(Number(amount)) || !/^[A-Z]{3}$/i.test(currency)) return plain;
    const cents = how.notation === undefined && /\.0*[1-9]/.test(amount);
    return formatOf(currency, cents ? 2 : 0).format(amount as unknown as number);
  };
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

/** Words before a surname that belong to it. */
const PARTICLES = new Set(
  'al da de del den der di dos el ibn la ten ter van von де дер ди ван фон'.split(' '),
);

/**
 * The name of a person where there is little room. Names come as last, first and patronymic: "Соколова Марина Игоревна"
 * gives "Соколова М. И.", in English "M. Sokolova".
 */
export function shortName(full: string, language: string): string {
  const words = full.split(/\s+/).filter(Boolean);
  const first = words.findIndex((word) => !PARTICLES.has(word.toLowerCase()));
  const last = words.slice(0, first + 1).join(' ');
  const given = words.slice(first + 1);
  const letters = given.map((name) => `${[...name][0]?.toUpperCase()}.`);
  if (letters.length === 0) return last;
  return language === 'ru' ? [last, ...letters.slice(0, 2)].join(' ') : `${letters[0]} ${last}`;
}
