import { Navigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTypes } from '@/shared/api';
import { EmptyState } from '@/shared/ui';
import { hasList } from './shell/lists';

/** Opens the list an employee works with most: deals where he has them, else his first type. */
export function HomePage() {
  const { t } = useTranslation();
  const types = useTypes().filter(hasList);
  const first = types.find((type) => type.name === 'deal') ?? types[0];
  if (!first) return <EmptyState title={t('home.nothing')} text={t('home.nothing_hint')} />;
  return <Navigate to="/t/$type" params={{ type: first.name }} search={{}} replace />;
}
