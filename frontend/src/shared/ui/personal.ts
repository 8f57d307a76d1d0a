import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, type Language, type Me, meQuery, useMe } from '../api';
import { speak } from '../i18n';
import { useShowError } from './toasts';

/** Every language of the program, each in its own words. */
export const LANGUAGES: { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'ru', label: 'Русский' },
];

export const THEMES = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof THEMES)[number];

interface Personal {
  language?: Language;
  time_zone?: string;
  theme?: Theme;
}

/** Draws the window in the theme the employee chose, on whatever computer he did. */
export function useKeptTheme(): void {
  const { setColorScheme } = useMantineColorScheme();
  const kept = useMe().employee.theme;
  useEffect(() => {
    const theme = THEMES.find((known) => known === kept);
    if (theme) setColorScheme(theme);
  }, [kept, setColorScheme]);
}

/** What one sets for oneself: at once on screen, then kept by the office for the employee. */
export function usePersonalSettings() {
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const showError = useShowError();

  const keep = async (change: Personal) => {
    queries.setQueryData<Me>(
      meQuery.queryKey,
      (me) => me && { ...me, employee: { ...me.employee, ...change } },
    );
    try {
      await api.patch('/api/me', change);
    } catch (error) {
      showError(error);
      await queries.invalidateQueries({ queryKey: meQuery.queryKey });
    }
  };

  return {
    changeLanguage: async (language: Language) => {
      await speak(language);
      await keep({ language });
      // Explanations and names of rules come in the reader's language.
      await queries.invalidateQueries();
    },
    changeTheme: (theme: Theme) => {
      setColorScheme(theme);
      return keep({ theme });
    },
    changeTimeZone: async (time_zone: string) => {
      await keep({ time_zone });
      // "Today" in a filter is the reader's day.
      await queries.invalidateQueries();
    },
  };
}
