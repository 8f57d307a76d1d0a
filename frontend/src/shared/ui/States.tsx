import { Button, CopyButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconInbox } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, isOfficeAway } from '../api';
import classes from './States.module.css';

const SKELETON_AFTER_MS = 150;

/** Draws its children only when waiting has become noticeable. */
export function Delayed({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return shown ? children : null;
}

/** Grey bars in place of text that is on its way. */
export function Bars({ rows, className }: { rows: number; className?: string }) {
  const { t } = useTranslation();
  return (
    <Delayed>
      <div className={className ?? classes.bars} role="status" aria-label={t('common.loading')}>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no identity
          <div key={index} className={classes.bar} style={{ width: `${55 + ((index * 37) % 40)}%` }} />
        ))}
      </div>
    </Delayed>
  );
}

export function PageSkeleton() {
  return <Bars rows={14} />;
}

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** What else may help. */
  children?: ReactNode;
}

/** What failed, another try, and the number under which the office logged it. */
export function ErrorState({ error, onRetry, children }: ErrorStateProps) {
  const { t } = useTranslation();
  const message = useWholeErrorText();
  if (error instanceof ApiError && error.kind === 'not_found') return <NotFound />;
  if (isOfficeAway(error)) return <NeedsOffice onRetry={onRetry}>{children}</NeedsOffice>;
  const ref = error instanceof ApiError ? error.ref : '';
  return (
    <div className={classes.state} role="alert">
      <IconAlertTriangle size={28} stroke={1.4} aria-hidden="true" />
      <h2 className={classes.title}>{t('common.failed')}</h2>
      <p className={classes.text}>{message(error)}</p>
      {ref !== '' && (
        <CopyButton value={ref}>
          {({ copied, copy }) => (
            <button type="button" className={classes.ref} onClick={copy}>
              {copied ? t('common.copied') : t('common.reference', { ref })}
            </button>
          )}
        </CopyButton>
      )}
      <Retry onRetry={onRetry} />
      {children}
    </div>
  );
}

interface RetryProps {
  onRetry: (() => void) | undefined;
}

/** Nothing failed: a desk works without its office, only this is not on it. */
function NeedsOffice({ onRetry, children }: RetryProps & { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={classes.state} role="status" data-testid="needs-office">
      <IconCloudOff size={28} stroke={1.3} aria-hidden="true" />
      <p className={classes.text}>{t('common.needs_office')}</p>
      <Retry onRetry={onRetry} />
      {children}
    </div>
  );
}

function Retry({ onRetry }: RetryProps) {
  const { t } = useTranslation();
  if (!onRetry) return null;
  return (
    <Button variant="default" onClick={onRetry}>
      {t('common.retry')}
    </Button>
  );
}

interface EmptyStateProps {
  /** By which a link within the page leads to it. */
  id?: string | undefined;
  title: string;
  text?: string | undefined;
  children?: ReactNode;
}

export function EmptyState({ id, title, text, children }: EmptyStateProps) {
  return (
    <div className={classes.state} {...(id && { id, tabIndex: -1 })}>
      <IconInbox size={28} stroke={1.3} aria-hidden="true" />
      <h2 className={classes.title}>{title}</h2>
      {text && <p className={classes.text}>{text}</p>}
      {children}
    </div>
  );
}

/** The same words for what is not there and for what the reader may not see. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className={classes.state} data-testid="not-found">
      <h1 className={classes.title}>{t('common.not_found')}</h1>
      <p className={classes.text}>{t('common.not_found_hint')}</p>
      <Button component="a" href="/" variant="default">
        {t('common.to_start')}
      </Button>
    </div>
  );
}

/** Turns a failure into a sentence for the reader: the office's own words where it gave some. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return t('errors.unexpected');
    // The office's own words name the first that uses it.
    const usedBy =
      error.usedBy.length > 1 ? ` ${t('common.used_by', { names: error.usedBy.join(', ') })}` : '';
    if (error.message !== '') return error.message + usedBy;
    return t(`errors.${error.kind}`);
  };
}

/** The same for places without fields, beside which a form would say what is wrong with each. */
export function useWholeErrorText(): (error: unknown) => string {
  const message = useErrorText();
  return (error) => {
    const ofFields = error instanceof ApiError ? [...new Set(Object.values(error.fields))].join(' ') : '';
    return ofFields || message(error);
  };
}
