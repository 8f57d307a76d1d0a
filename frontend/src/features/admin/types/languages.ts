/** The languages of names, that of the reader first. */
export function languagesFrom(language: string): ['en', 'ru'] | ['ru', 'en'] {
  return language === 'ru' ? ['ru', 'en'] : ['en', 'ru'];
}
