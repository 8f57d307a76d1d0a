import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState, useListedTypes, usePreferences } from '@/shared/ui';

/** Opens the list an employee chose to start with, else the deals where he has them, else his first type. */
export function HomePage() {
  const { t } = useTranslation();
  const types = useListedTypes();
  const { start } = usePreferences();
  const chosen = types.find((type) => type.name === start);
  const first = chosen ?? types.find((type) => type.name === 'deal') ?? types[0];
  if (!first) return <EmptyState title={t('home.nothing')} text={t('home.nothing_hint')} />;
  return <Navigate to="/t/$type" params={{ type: first.name }} search={{}} replace />;
}
