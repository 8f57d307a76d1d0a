import {
  IconId,
  IconInbox,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, useElementType, useMayAdminister, useMayKeepPeople, useMe } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { smallPicture, TypeIcon, useListedTypes } from '@/shared/ui';
import classes from './Navigation.module.css';

interface NavigationProps {
  narrow: boolean;
  /** Narrows or widens it; absent where it lies over the page. */
  onToggle?: () => void;
}

/** The left menu: what the employee may not view is absent. */
export function Navigation({ narrow, onToggle }: NavigationProps) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const { work, activities } = useGroups();
  const mayAdminister = useMayAdminister();
  const item = (type: ElementType) => (
    <TypeItem key={type.name} type={type} text={typeLabel(type, i18n.language, 'many')} narrow={narrow} />
  );
  return (
    <nav className={classes.nav} aria-label={t('shell.navigation')} data-narrow={narrow}>
      <Link to="/" className={classes.company} title={me.company.name}>
        <Mark />
        <span className={classes.text}>{me.company.name}</span>
      </Link>
      <PlainItem to="/inbox" text={t('inbox.title')} icon={<IconInbox size={17} stroke={1.6} />} />
      {work.length > 0 && <Heading text={t('shell.work')} />}
      {work.map(item)}
      {activities.length > 0 && <Heading text={t('shell.activities')} />}
      {activities.map(item)}
      <Heading text={t('shell.company')} />
      <People />
      {mayAdminister && (
        <PlainItem to="/admin" text={t('admin.title')} icon={<IconSettings size={17} stroke={1.6} />} />
      )}
      {onToggle && (
        <button
          type="button"
          className={classes.toggle}
          onClick={onToggle}
          aria-expanded={!narrow}
          aria-label={t('keys.names.navigation')}
          title={t('keys.names.navigation')}
        >
          {narrow ? (
            <IconLayoutSidebarLeftExpand size={17} stroke={1.6} />
          ) : (
            <IconLayoutSidebarLeftCollapse size={17} stroke={1.6} />
          )}
        </button>
      )}
    </nav>
  );
}

const ACTIVITIES = new Set(['task', 'meeting', 'call']);

/** The lists in their groups; one kind of activity alone needs none of its own. */
function useGroups(): { work: ElementType[]; activities: ElementType[] } {
  const types = useListedTypes();
  const activities = types.filter(({ name }) => ACTIVITIES.has(name));
  if (activities.length < 2) return { work: types, activities: [] };
  return { work: types.filter(({ name }) => !ACTIVITIES.has(name)), activities };
}

/** The directory for whoever may look people up, and the page of the employees for those who keep it. */
function People() {
  const { t } = useTranslation();
  const mayKeep = useMayKeepPeople();
  const type = useElementType('employee');
  return (
    <>
      {type && (
        <PlainItem to="/people" text={t('people.title')} icon={<IconUsers size={17} stroke={1.6} />} />
      )}
      {mayKeep && (
        <PlainItem to="/employees" text={t('employees.title')} icon={<IconId size={17} stroke={1.6} />} />
      )}
    </>
  );
}

function TypeItem({ type, text, narrow }: { type: ElementType; text: string; narrow: boolean }) {
  return (
    <Link
      to="/t/$type"
      params={{ type: type.name }}
      className={classes.item}
      activeProps={{ className: `${classes.item} ${classes.active}`, 'aria-current': 'page' }}
      activeOptions={{ includeSearch: false }}
      title={narrow ? text : undefined}
    >
      <TypeIcon type={type} />
      <span className={classes.text}>{text}</span>
    </Link>
  );
}

/** The logo of the company, or the first letter of its name, which stands beside it. */
function Mark() {
  const { name, logo } = useMe().company;
  if (logo !== undefined) {
    const picture = smallPicture(`/api/company/logo?v=${encodeURIComponent(logo)}`, 256);
    return <img className={classes.logo} src={picture} alt="" />;
  }
  return (
    <span className={classes.mark} aria-hidden="true">
      {([...name][0] ?? 'K').toUpperCase()}
    </span>
  );
}

function Heading({ text }: { text: string }) {
  return <div className={classes.heading}>{text}</div>;
}

function PlainItem({
  to,
  text,
  icon,
}: {
  to: '/inbox' | '/people' | '/employees' | '/admin';
  text: string;
  icon: ReactNode;
}) {
  return (
    <Link
      to={to}
      className={classes.item}
      activeProps={{ className: `${classes.item} ${classes.active}`, 'aria-current': 'page' }}
      title={text}
    >
      {icon}
      <span className={classes.text}>{text}</span>
    </Link>
  );
}
