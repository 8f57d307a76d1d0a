import {
  IconCloudUpload,
  IconHome,
  IconId,
  IconInbox,
  IconSettings,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useElementType, useMayAdminister, useMayKeepPeople, useSync } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import type { KeyId } from '@/shared/keys';
import { TypeIcon, useListedTypes } from '@/shared/ui';

/** A page of the window one can go to from anywhere. */
export interface Place {
  id: string;
  text: string;
  icon: ReactNode;
  key?: KeyId | undefined;
  go: () => void;
}

const LIST_KEYS: Record<string, KeyId> = {
  deal: 'go_deals',
  contact: 'go_contacts',
  company: 'go_companies',
  task: 'go_tasks',
};

/** The pages that are open to the employee. */
export function usePlaces(): Place[] {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const types = useListedTypes();
  const people = usePeoplePage();
  const colleagues = useColleagues();
  const mayAdminister = useMayAdminister();
  const sync = useSync();
  const lists = types.map(
    (type): Place => ({
      id: `list/${type.name}`,
      text: typeLabel(type, i18n.language, 'many'),
      icon: <TypeIcon type={type} />,
      key: LIST_KEYS[type.name],
      go: () => void navigate({ to: '/t/$type', params: { type: type.name }, search: {} }),
    }),
  );
  const home: Place = {
    id: 'home',
    text: t('keys.names.go_home'),
    icon: <IconHome size={17} stroke={1.6} />,
    key: 'go_home',
    go: () => void navigate({ to: '/' }),
  };
  const inbox: Place = {
    id: 'inbox',
    text: t('inbox.title'),
    icon: <IconInbox size={17} stroke={1.6} />,
    key: 'go_inbox',
    go: () => void navigate({ to: '/inbox' }),
  };
  const outbox: Place = {
    id: 'outbox',
    text: t('outbox.title'),
    icon: <IconCloudUpload size={17} stroke={1.6} />,
    go: () => void navigate({ to: '/outbox' }),
  };
  const settings: Place = {
    id: 'settings',
    text: t('settings.title'),
    icon: <IconUserCog size={17} stroke={1.6} />,
    key: 'go_settings',
    go: () => void navigate({ to: '/settings' }),
  };
  const administration: Place = {
    id: 'admin',
    text: t('admin.title'),
    icon: <IconSettings size={17} stroke={1.6} />,
    key: 'go_admin',
    go: () => void navigate({ to: '/admin' }),
  };
  const company = [colleagues, people].filter((place) => place !== undefined);
  // Nothing waits on the way where the window talks to the office itself.
  const sent = sync?.desk ? [outbox] : [];
  return [home, inbox, ...sent, ...lists, ...company, settings, ...(mayAdminister ? [administration] : [])];
}

/** The directory of colleagues, for whoever may look them up. */
function useColleagues(): Place | undefined {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const type = useElementType('employee');
  if (!type) return undefined;
  return {
    id: 'people',
    text: t('people.title'),
    icon: <IconUsers size={17} stroke={1.6} />,
    go: () => void navigate({ to: '/people' }),
  };
}

/** Where one finds the employees: the page that keeps them, or their directory. */
function usePeoplePage(): Place | undefined {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const mayKeep = useMayKeepPeople();
  const type = useElementType('employee');
  const icon = <IconId size={17} stroke={1.6} />;
  const same = { id: 'employees', icon, key: 'go_employees' } as const;
  if (mayKeep) return { ...same, text: t('employees.title'), go: () => void navigate({ to: '/employees' }) };
  if (!type) return undefined;
  return {
    ...same,
    text: typeLabel(type, i18n.language, 'many'),
    go: () => void navigate({ to: '/t/$type', params: { type: type.name }, search: {} }),
  };
}
