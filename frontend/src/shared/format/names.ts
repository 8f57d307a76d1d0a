/** A choice of a picker. */
export interface Named {
  value: string;
  label: string;
}

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Codes that the browser can name but that are no country: unions, private and reserved ones. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** Countries by ISO 3166 with their names, in the order of the names. */
export function countries(language: string, current: string): Named[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const codes = ALPHABET.flatMap((first) => ALPHABET.map((second) => first + second));
  const known = codes
    .filter((code) => !NO_COUNTRY.has(code))
    .map((code) => ({ value: code, label: names.of(code) ?? '' }))
    .filter(({ label }) => label !== '');
  return sorted(language, known, current);
}

/** Currencies by ISO 4217, each with its code. */
export function currencies(language: string, current: string): Named[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' });
  const known = Intl.supportedValuesOf('currency').map((code) => ({
    value: code,
    label: `${code} · ${names.of(code)}`,
  }));
  return sorted(language, known, current);
}

/** The days of a week from Monday on, shortened. */
export function weekDays(language: string): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  const monday = Date.UTC(2024, 0, 1);
  return Array.from({ length: 7 }, (_, day) => format.format(monday + day * 86_400_000));
}

function sorted(language: string, known: Named[], current: string): Named[] {
  if (current !== '' && !known.some(({ value }) => value === current)) {
    known.push({ value: current, label: current });
  }
  return known.sort((a, b) => a.label.localeCompare(b.label, language));
}
