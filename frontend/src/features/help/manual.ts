import type { Language } from '@/shared/api';
import { PAGE_NAMES, type PageName } from './contents';
import { titleOf } from './markdown';

/** One page of the manual in one language. */
export interface HelpText {
  name: PageName;
  title: string;
  /** Markdown, its first line being the title. */
  text: string;
}

const languages = {
  en: async () => (await import('./pages/en')).texts,
  ru: async () => (await import('./pages/ru')).texts,
};

/** The whole manual of a language in reading order: it is searched as a whole, so it comes as a whole. */
export async function readManual(language: Language): Promise<HelpText[]> {
  const texts = await languages[language]();
  return PAGE_NAMES.map((name) => {
    const text = texts[`./${name}.md`] ?? '';
    return { name, title: titleOf(text), text };
  });
}

export function manualQuery(language: Language) {
  return {
    queryKey: ['manual', language],
    queryFn: () => readManual(language),
    staleTime: Number.POSITIVE_INFINITY,
  };
}
