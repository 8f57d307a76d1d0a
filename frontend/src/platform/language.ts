/** The first language of the browser that the program speaks. */
export function preferredLanguage(): 'en' | 'ru' {
  for (const language of navigator.languages) {
    if (language.startsWith('ru')) return 'ru';
    if (language.startsWith('en')) return 'en';
  }
  return 'en';
}
