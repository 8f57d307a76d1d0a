import {
  IconKey,
  IconKeyboard,
  IconLayoutSidebarLeftCollapse,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconUserCog,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMayAdminister, useMe } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import type { KeyId } from '@/shared/keys';
import { usePersonalSettings } from '@/shared/ui';
import { useCreatableTypes } from '../create';
import { usePlaces } from '../places';
import { useSignOut } from '../session';

/** Something the palette offers. */
export interface Entry {
  id: string;
  group: string;
  text: string;
  detail?: string | undefined;
  keys?: KeyId | undefined;
  icon: ReactNode;
  run: () => void;
}

/** What the frame does for the palette. */
export interface FrameActions {
  onCreate: (type: string) => void;
  onSheet: () => void;
  onNavigation: () => void;
}

const SIZE = { size: 17, stroke: 1.6 } as const;

/** Pages, commands and settings that are open to the employee. */
export function useCommands(actions: FrameActions): Entry[] {
  const { t } = useTranslation();
  const pages = usePlaces().map(
    ({ id, text, icon, key, go }): Entry => ({
      id,
      group: t('shell.go_to'),
      text,
      icon,
      keys: key,
      run: go,
    }),
  );
  return [
    ...pages,
    ...useCreations(actions),
    ...useFrameCommands(actions),
    ...useSettings(),
    ...useSections(),
  ];
}

function useCreations({ onCreate }: FrameActions): Entry[] {
  const { t, i18n } = useTranslation();
  return useCreatableTypes().map((type) => ({
    id: `create/${type.name}`,
    group: t('palette.commands'),
    text: t('list.new', { name: inSentence(typeLabel(type, i18n.language, 'one')) }),
    icon: <IconPlus {...SIZE} />,
    run: () => onCreate(type.name),
  }));
}

function useFrameCommands({ onSheet, onNavigation }: FrameActions): Entry[] {
  const { t } = useTranslation();
  const { changeTheme } = usePersonalSettings();
  const signOut = useSignOut();
  const group = t('palette.commands');
  return [
    {
      id: 'sheet',
      group,
      text: t('keys.names.sheet'),
      keys: 'sheet',
      icon: <IconKeyboard {...SIZE} />,
      run: onSheet,
    },
    {
      id: 'navigation',
      group,
      text: t('keys.names.navigation'),
      keys: 'navigation',
      icon: <IconLayoutSidebarLeftCollapse {...SIZE} />,
      run: onNavigation,
    },
    {
      id: 'theme/light',
      group,
      text: t('palette.theme', { name: t('shell.themes.light') }),
      icon: <IconSun {...SIZE} />,
      run: () => void changeTheme('light'),
    },
    {
      id: 'theme/dark',
      group,
      text: t('palette.theme', { name: t('shell.themes.dark') }),
      icon: <IconMoon {...SIZE} />,
      run: () => void changeTheme('dark'),
    },
    {
      id: 'sign-out',
      group,
      text: t('shell.sign_out'),
      icon: <IconLogout {...SIZE} />,
      run: () => void signOut(),
    },
  ];
}

/** The parts of the personal settings. */
function useSettings(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const parts = ['personal', 'password', 'sessions'] as const;
  const tokens = me.administrator || me.features.api ? (['tokens'] as const) : [];
  return [...parts, ...tokens].map((part) => ({
    id: `settings/${part}`,
    group: t('settings.title'),
    text: t(`settings.${part}`),
    icon: part === 'tokens' ? <IconKey {...SIZE} /> : <IconUserCog {...SIZE} />,
    run: () => void navigate({ to: '/settings', hash: part }),
  }));
}

/** The pages of the administration that are open to the employee. */
function useSections(): Entry[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const sections = useQuery({
    queryKey: ['administration sections'],
    // They belong to a part of the window that most people never load.
    queryFn: async () => (await import('@/features/admin')).SECTIONS,
    enabled: useMayAdminister(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (sections.data ?? [])
    .filter(({ feature }) => me.administrator || me.features[feature])
    .map(({ name, icon: Icon }) => ({
      id: `admin/${name}`,
      group: t('admin.title'),
      text: t(`admin.sections.${name}.title`),
      detail: t(`admin.sections.${name}.hint`),
      icon: <Icon {...SIZE} aria-hidden="true" />,
      run: () => void navigate({ to: '/admin/$section', params: { section: name } }),
    }));
}
