import { ActionIcon, Menu, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconHelpCircle,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMenu2,
  IconMoon,
  IconSearch,
  IconSun,
  IconUserCog,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useMe } from '@/shared/api';
import { initials } from '@/shared/format';
import { Keycaps, LANGUAGES, usePersonalSettings } from '@/shared/ui';
import classes from './Shell.module.css';
import { SyncPill } from './SyncPill';
import { useSignOut } from './session';

interface TopBarProps {
  onSearch: () => void;
  onMenu: () => void;
  onKeys: () => void;
  onHelp: () => void;
  children: ReactNode;
}

export function TopBar({ onSearch, onMenu, onKeys, onHelp, children }: TopBarProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.bar} aria-label={t('shell.bar')} data-region="bar">
      <ActionIcon className={classes.burger} onClick={onMenu} aria-label={t('shell.navigation')}>
        <IconMenu2 size={18} stroke={1.6} />
      </ActionIcon>
      <button type="button" className={classes.search} onClick={onSearch}>
        <IconSearch size={15} stroke={1.7} aria-hidden="true" />
        <span className={classes.words}>{t('shell.search')}</span>
        <span className={classes.wideOnly}>
          <Keycaps id="palette" />
        </span>
      </button>
      <div className={classes.spacer} />
      <ConnectionMark />
      <SyncPill />
      {children}
      <ActionIcon
        className={classes.wideOnly}
        onClick={onKeys}
        aria-label={t('keys.title')}
        title={t('keys.title')}
      >
        <IconKeyboard size={17} stroke={1.6} />
      </ActionIcon>
      <ActionIcon onClick={onHelp} aria-label={t('help.title')} title={t('help.open')}>
        <IconHelpCircle size={17} stroke={1.6} />
      </ActionIcon>
      <LanguageMenu />
      <ThemeMenu />
      <PersonMenu />
    </section>
  );
}

/** Says that the office is out of reach; silent while all is well. */
function ConnectionMark() {
  const { t } = useTranslation();
  const lost = useConnection() === 'lost';
  return (
    <div role="status" className={classes.status}>
      {lost && (
        <>
          <span className={classes.dot} aria-hidden="true" />
          {t('shell.reconnecting')}
        </>
      )}
    </div>
  );
}

function LanguageMenu() {
  const { t, i18n } = useTranslation();
  const { changeLanguage } = usePersonalSettings();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon className={classes.wideOnly} aria-label={t('shell.language')} title={t('shell.language')}>
          <IconLanguage size={17} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {LANGUAGES.map(({ value, label }) => (
          <Menu.Item
            key={value}
            lang={value}
            onClick={() => changeLanguage(value)}
            rightSection={i18n.language === value && <IconCheck size={14} aria-hidden="true" />}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function ThemeMenu() {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const { changeTheme } = usePersonalSettings();
  const themes = [
    { value: 'light', icon: IconSun },
    { value: 'dark', icon: IconMoon },
    { value: 'auto', icon: IconDeviceDesktop },
  ] as const;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon className={classes.wideOnly} aria-label={t('shell.theme')} title={t('shell.theme')}>
          {colorScheme === 'dark' ? <IconMoon size={17} stroke={1.6} /> : <IconSun size={17} stroke={1.6} />}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {themes.map(({ value, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={15} stroke={1.6} />}
            onClick={() => changeTheme(value)}
            rightSection={colorScheme === value && <IconCheck size={14} aria-hidden="true" />}
          >
            {t(`shell.themes.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.person}>
          <span aria-hidden="true">{initials(me.employee.name, me.company.name_order)}</span>
          <VisuallyHidden>{t('shell.account', { name: me.employee.name })}</VisuallyHidden>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.employee.name}</Menu.Label>
        <Menu.Item component={Link} to="/settings" leftSection={<IconUserCog size={15} stroke={1.6} />}>
          {t('settings.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} stroke={1.6} />} onClick={() => void signOut()}>
          {t('shell.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
