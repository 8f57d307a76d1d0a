/** What stands between the thousands of a number in a language, for inputs that write them apart. */
export function thousands(language: string): string {
  const parts = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB').formatToParts(10_000);
  return parts.find(({ type }) => type === 'group')?.value ?? '';
}
