import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api';
import { NotFound, PageHeader } from '@/shared/ui';
import classes from './admin.module.css';
import { SECTION_GROUPS, SECTIONS } from './sections';

/** Every page of the administration that is open to the employee, each with a word on what it is for. */
export function AdminHomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const open = SECTIONS.filter((section) => me.administrator || me.features[section.feature]);
  if (open.length === 0) return <NotFound />;
  return (
    <>
      <PageHeader title={t('admin.title')} />
      <div className={classes.home}>
        {SECTION_GROUPS.map((group) => {
          const sections = open.filter((section) => section.group === group);
          if (sections.length === 0) return null;
          return (
            <section key={group}>
              <h2 className={classes.groupTitle}>{t(`admin.groups.${group}`)}</h2>
              <div className={classes.tiles}>
                {sections.map(({ name, icon: Icon }) => (
                  <Link key={name} to="/admin/$section" params={{ section: name }} className={classes.tile}>
                    <Icon size={20} stroke={1.5} aria-hidden="true" />
                    <span>
                      <strong>{t(`admin.sections.${name}.title`)}</strong>
                      <span>{t(`admin.sections.${name}.hint`)}</span>
                    </span>
                  </Link>
                ))}
              </div>
            </section>
          );
        })}
      </div>
    </>
  );
}
