import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { api, events, type Language, type Me, meQuery } from '@/shared/api';
import { speak } from '@/shared/i18n';
import { useShowError } from '@/shared/ui';

/** Ends the session here and in the office, and forgets everything the page has read. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const showError = useShowError();
  return useCallback(async () => {
    try {
      await api.delete('/api/session');
    } catch (error) {
      // Without the office's word the session would live on: stay, and say so.
      showError(error);
      return;
    }
    events.stop();
    await navigate({ to: '/sign-in', search: {} });
    queries.clear();
  }, [queries, navigate, showError]);
}

/** Changes of language and theme: at once on screen, then kept by the office for the employee. */
export function usePersonalSettings() {
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const showError = useShowError();

  const keep = async (change: { language?: Language; theme?: string }) => {
    queries.setQueryData<Me>(
      meQuery.queryKey,
      (me) => me && { ...me, employee: { ...me.employee, ...change } },
    );
    try {
      await api.patch('/api/me', change);
    } catch (error) {
      showError(error);
    }
  };

  return {
    changeLanguage: async (language: Language) => {
      await speak(language);
      await keep({ language });
      // Explanations and names of rules come in the reader's language.
      await queries.invalidateQueries();
    },
    changeTheme: (theme: 'light' | 'dark' | 'auto') => {
      setColorScheme(theme);
      void keep({ theme });
    },
  };
}
