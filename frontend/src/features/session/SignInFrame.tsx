import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { speak } from '@/shared/i18n';
import classes from './SignInPage.module.css';

/** What stands around a page for those who are not signed in: whose program it is, and its languages. */
export function SignInFrame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <img src="/icon.svg" width={28} height={28} alt="" />
          <span>Kontora</span>
        </div>
        {children}
      </div>
      <fieldset className={classes.languages} aria-label={t('shell.language')}>
        <LanguageButton language="en" current={i18n.language} text="English" />
        <LanguageButton language="ru" current={i18n.language} text="Русский" />
      </fieldset>
    </main>
  );
}

interface LanguageButtonProps {
  language: 'en' | 'ru';
  current: string;
  text: string;
}

function LanguageButton({ language, current, text }: LanguageButtonProps) {
  return (
    <button
      type="button"
      lang={language}
      className={classes.language}
      aria-pressed={current === language}
      onClick={() => void speak(language)}
    >
      {text}
    </button>
  );
}
