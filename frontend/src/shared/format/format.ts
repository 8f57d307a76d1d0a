import type { Money } from '../api/types';

/** Writes dates, numbers and money for one language and time zone. */
export interface Formatter {
  /** What a field holds: four digits stand together, for it may be a year. */
  number: (value: string | number) => string;
  /** How many there are of something. */
  count: (value: number) => string;
  percent: (value: string | number) => string;
  money: (value: Money) => string;
  /** Rounded to what there is room for: ₽51m. */
  moneyShort: (value: Money) => string;
  date: (value: string) => string;
  dateTime: (value: string) => string;
  time: (value: string) => string;
  day: (value: string) => string;
  /** The month of a date as a heading: October 2026. */
  month: (value: string) => string;
  /** From one date to another: 16–22 Nov 2026. */
  days: (from: string, to: string) => string;
}

const formatters = new Map<string, Formatter>();

/**
 * The formatter of a language and time zone; unknown zones fall back to the browser's. Times say their zone where the
 * clocks of the company show another. Making the browser's own formatters takes milliseconds, so each is made once,
 * when it is first needed.
 */
export function formatterOf(language: string, timeZone = '', companyZone = timeZone): Formatter {
  const key = `${language} ${timeZone} ${companyZone}`;
  const known =
    formatters.get(key) ?? makeFormatter(language === 'ru' ? 'ru-RU' : 'en-GB', timeZone, companyZone);
  formatters.set(key, known);
  return known;
}

function makeFormatter(locale: string, timeZone: string, companyZone: string): Formatter {
  const zone = isTimeZone(timeZone) ? { timeZone } : {};
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const number = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 4, useGrouping: 'min2' }));
  const count = once(() => new Intl.NumberFormat(locale));
  const percent = once(
    () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'percent', maximumFractionDigits: 4 }),
  );
  const days = once(() => new Intl.DateTimeFormat(locale, { ...date, timeZone: 'UTC' }));
  const month = when(
    () => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  );

  return {
    number: (value) => (Number.isFinite(Number(value)) ? number().format(value as number) : String(value)),
    count: (value) => count().format(value),
    percent: (value) => (Number.isFinite(Number(value)) ? percent().format(value as number) : String(value)),
    money: moneyFormat(locale),
    moneyShort: moneyFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }),
    date: when(() => new Intl.DateTimeFormat(locale, { ...date, timeZone: 'UTC' })),
    dateTime: zoned(locale, { ...date, ...clock }, timeZone, companyZone),
    time: zoned(locale, clock, timeZone, companyZone),
    day: when(() => new Intl.DateTimeFormat(locale, { ...date, month: 'long', ...zone })),
    month: (value) => headed(month(value)),
    days: (from, to) => days().formatRange(new Date(from), new Date(to)),
  };
}

/** Words as a heading begins: Russian writes months small within a sentence. */
function headed(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
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

/** Moments by the clock of a zone, with the zone's name where the clock of the company shows another time. */
function zoned(
  locale: string,
  how: Intl.DateTimeFormatOptions,
  timeZone: string,
  companyZone: string,
): (value: string) => string {
  if (!isTimeZone(timeZone)) return when(() => new Intl.DateTimeFormat(locale, how));
  const plain = when(() => new Intl.DateTimeFormat(locale, { ...how, timeZone }));
  if (timeZone === companyZone || !isTimeZone(companyZone)) return plain;
  const told = when(() => new Intl.DateTimeFormat(locale, { ...how, timeZone, timeZoneName: 'short' }));
  const there = when(
    () => new Intl.DateTimeFormat(locale, { ...how, timeZone: companyZone, day: 'numeric' }),
  );
  const here = when(() => new Intl.DateTimeFormat(locale, { ...how, timeZone, day: 'numeric' }));
  return (value) => (here(value) === there(value) ? plain(value) : told(value));
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
  // Some browsers count UTC among the zones, others do not.
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  return current === '' || known.has(current) ? [...known] : [current, ...known];
}
