import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Explanation, type Principal, useElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import { whyQuery } from '../api';
import classes from './access.module.css';

interface NoProfileProps {
  type: string;
  id: string;
  /** Who is given the record; only employees are asked about. */
  to: Principal;
}

/** Tells whoever shares or hands over a record that the receiver could not even open it. */
export function NoProfile({ type, id, to }: NoProfileProps) {
  const { t, i18n } = useTranslation();
  const known = useElementType(type);
  const asked = to.kind === 'employee';
  const why = useQuery({
    ...whyQuery({ employee: to.id, type, id, action: 'view', field: undefined }),
    enabled: asked,
    retry: false,
  });
  if (!asked || !why.data || mayOpenAny(why.data)) return null;
  const types = inSentence(typeLabel(known, i18n.language, 'many'));
  return (
    <div className={classes.warning} role="status">
      {t('access.no_profile', { name: to.name ?? '', types })}
    </div>
  );
}

/** Nothing beats what profiles allow: without one of them a share or being responsible gives nothing. */
export function mayOpenAny(why: Explanation): boolean {
  return (
    why.allowed ||
    why.grounds.some((ground) => ground.holds && (ground.kind === 'cap' || ground.kind === 'administrator'))
  );
}
