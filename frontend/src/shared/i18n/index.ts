import dayjs from 'dayjs';
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferredLanguage, storage } from '@/platform';
import { setRequestLanguage } from '../api/client';
import type { Choice, Labels, Language, TypeLabels } from '../api/types';

const catalogues = {
  en: async () => (await import('./en')).en,
  ru: async () => {
    await import('dayjs/locale/ru');
    return (await import('./ru')).ru;
  },
};

/** Prepares the texts of the language chosen last in this browser, or of the browser itself. */
export async function startTexts(): Promise<void> {
  await i18n.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const stored = storage.read('language');
  await speak(stored === 'en' || stored === 'ru' ? stored : preferredLanguage());
}

/** Switches the window, its dates and the office's answers to a language. */
export async function speak(language: Language): Promise<void> {
  if (i18n.language === language && document.documentElement.lang === language) return;
  if (!i18n.hasResourceBundle(language, 'translation')) {
    i18n.addResourceBundle(language, 'translation', await catalogues[language]());
  }
  dayjs.locale(language);
  setRequestLanguage(language);
  storage.write('language', language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

/** The text an administrator gave, in the language on screen or the other one. */
export function label(labels: Labels | undefined, language: string, fallback = ''): string {
  const own = language === 'ru' ? labels?.ru : labels?.en;
  return own || labels?.en || labels?.ru || fallback;
}

/** What a choice is called; with what it belongs to where others of its field are called alike. */
export function choiceLabel({ labels, value, of }: Choice, language: string): string {
  const own = label(labels, language, value);
  return of ? `${own} · ${label(of, language)}` : own;
}

/** Singular or plural name of an element type, in the language on screen or the other one. */
export function typeLabel(
  type: { name: string; labels: TypeLabels } | undefined,
  language: string,
  form: 'one' | 'many',
): string {
  return label(type?.labels[form], language, type?.name);
}

/** A name as it stands within a sentence: "New deal". Abbreviations such as "VIP client" stay as they are. */
export function inSentence(name: string): string {
  const [first = '', second = ''] = [...name];
  return second === second.toUpperCase() ? name : first.toLowerCase() + name.slice(first.length);
}
