import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/api';
import { PageHeader } from '@/shared/ui';
import { DesksSection } from './DesksSection';
import { LockSection } from './LockSection';
import { NoticesSection } from './NoticesSection';
import { PasswordSection } from './PasswordSection';
import { PersonalSection } from './PersonalSection';
import { QuietSection } from './QuietSection';
import { ScopeSection } from './ScopeSection';
import { SessionsSection } from './SessionsSection';
import { SignatureSection } from './SignatureSection';
import classes from './settings.module.css';
import { TokensSection } from './TokensSection';

/** What an employee sets for himself. */
export function SettingsPage() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <>
      <PageHeader title={t('settings.title')} />
      <div className={classes.body}>
        <p className={classes.who}>
          <strong>{me.employee.name}</strong>
        </p>
        <PersonalSection />
        <NoticesSection />
        <QuietSection />
        <SignatureSection />
        <PasswordSection />
        <LockSection />
        <ScopeSection />
        <SessionsSection />
        <DesksSection path="/api/desks" title={t('settings.desks.title')} hint={t('settings.desks.hint')} />
        {(me.administrator || me.features.api) && <TokensSection />}
      </div>
    </>
  );
}
