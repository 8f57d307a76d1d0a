import { readdirSync, readFileSync } from 'node:fs';
import i18next from 'i18next';
import { en } from '../../src/shared/i18n/en';
import { ru } from '../../src/shared/i18n/ru';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

const texts = i18next.createInstance();
void texts.init({
  lng: 'en',
  fallbackLng: false,
  resources: { en: { translation: en }, ru: { translation: ru } },
  interpolation: { escapeValue: false },
  initAsync: false,
});

/** What the window itself says, by the keys of its catalogues. */
export const windowText = (language: Language) => texts.getFixedT(language);

const FOLDER = new URL('../../../backend/locale/', import.meta.url);
const office = { en: catalogue('en'), ru: catalogue('ru') };

function catalogue(language: Language): Record<string, string> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(`.${language}.json`));
  return Object.assign({}, ...files.map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))));
}

/** A text of the office without placeholders, such as the name of a reach or a level. */
export function officeWord(language: Language, key: string): string {
  const text = office[language][key];
  if (text === undefined) throw new Error(`the office has no text ${key} in ${language}`);
  return text;
}

/** What the office says under a key of its catalogues. A placeholder that is not given stands for any words. */
export function officeText(language: Language, key: string, given: Record<string, string> = {}): RegExp {
  const parts = officeWord(language, key).split(/\{(\w+)\}/);
  const pattern = parts.map((part, at) => {
    if (at % 2 === 0) return literally(part);
    const value = given[part];
    return value === undefined ? '.+' : literally(value);
  });
  return new RegExp(`^${pattern.join('')}$`);
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
