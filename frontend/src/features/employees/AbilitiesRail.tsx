import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  type Action,
  type Employee,
  type Profile,
  REACHES,
  type Reach,
  resourceQuery,
  useTypes,
} from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import classes from './employees.module.css';

const SHOWN: Action[] = ['view', 'create', 'edit', 'delete'];

/** What the employee will be able to do, in plain sentences, as the form stands now. */
export function AbilitiesRail({ draft }: { draft: Employee }) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  const profiles = useProfilesOf(draft);
  const role = useQuery(resourceQuery('roles')).data?.find((item) => item.id === draft.role_id);

  const lines = types.flatMap((type) => {
    const parts = SHOWN.flatMap((action) => {
      const reaches = union(profiles, type.name, action);
      if (reaches.length === 0) return [];
      return [`${t(`action.${action}`)}: ${reaches.map((reach) => t(`reach.${reach}`)).join(', ')}`];
    });
    return parts.length === 0 ? [] : [{ name: typeLabel(type, i18n.language, 'many'), parts }];
  });

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be within reach of the keyboard
    <aside className={classes.rail} aria-label={t('abilities.title')} tabIndex={0}>
      <h2>{t('abilities.title')}</h2>
      {draft.status !== 'active' && <p>{t('abilities.inactive')}</p>}
      {draft.administrator && <p>{t('abilities.administrator')}</p>}
      {!draft.role_id && <p>{t('abilities.no_role')}</p>}
      {role && (
        <p>
          {t('abilities.role', { name: role.name })}
          {role.team && role.team !== 'none' ? ` ${t(`abilities.team_${role.team}`)}` : ''}
        </p>
      )}
      {!draft.administrator && role && lines.length === 0 && <p>{t('abilities.nothing')}</p>}
      {lines.map((line) => (
        <div key={line.name} className={classes.ability}>
          <strong>{line.name}</strong>
          {line.parts.map((part) => (
            <div key={part}>{part}</div>
          ))}
        </div>
      ))}
      {lines.length > 0 && <p className={classes.hint}>{t('abilities.note')}</p>}
    </aside>
  );
}

function useProfilesOf(draft: Employee): Profile[] {
  const roles = useQuery(resourceQuery('roles')).data ?? [];
  const groups = useQuery(resourceQuery('groups')).data ?? [];
  const profiles = useQuery(resourceQuery('profiles')).data ?? [];
  const ids = new Set([
    ...(draft.profiles ?? []),
    ...(roles.find((role) => role.id === draft.role_id)?.profiles ?? []),
    ...groups
      .filter((group) => draft.groups?.some((membership) => membership.id === group.id))
      .flatMap((group) => group.profiles ?? []),
  ]);
  return profiles.filter((profile) => ids.has(profile.id));
}

/** The reaches several profiles give together. */
export function union(profiles: Profile[], type: string, action: Action): Reach[] {
  const given = profiles.flatMap((profile) => profile.matrix?.[type]?.[action] ?? []);
  if (given.includes('all')) return ['all'];
  return REACHES.filter((reach) => given.includes(reach));
}
