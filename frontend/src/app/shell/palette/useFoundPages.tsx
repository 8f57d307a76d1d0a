import { IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { holds } from './layout';
import type { Entry } from './useCommands';

/** The pages of the manual whose titles hold the text. */
export function useFoundPages(text: string): Entry[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const language = i18n.language === 'ru' ? 'ru' : 'en';
  const manual = useQuery({
    queryKey: ['manual', language],
    queryFn: async () => (await import('@/features/help')).readManual(language),
    enabled: text !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (text === '') return [];
  return (manual.data ?? [])
    .map(({ name, title }) => ({ name, text: t('help.page', { name: title }) }))
    .filter((page) => holds(page.text, text))
    .map(({ name, text: shown }) => ({
      id: `help/${name}`,
      group: t('help.title'),
      text: shown,
      icon: <IconHelpCircle size={17} stroke={1.6} />,
      run: () => void navigate({ to: '/help/$page', params: { page: name } }),
    }));
}
