import { ActionIcon, Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bars } from '@/shared/ui';
import classes from './trays.module.css';

interface TrayProps {
  /** What the button is for, with what is new in it. */
  label: string;
  icon: ReactNode;
  /** A short mark on the button; empty for none. */
  mark: string;
  testId: string;
  className?: string | undefined;
  children: (close: () => void) => ReactNode;
}

/** A button of the top bar that opens a list over the page. */
export function Tray({ label, icon, mark, testId, className, children }: TrayProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={380}
      trapFocus
      returnFocus
      shadow="md"
    >
      <Popover.Target>
        <ActionIcon
          className={`${classes.button} ${className ?? ''}`}
          aria-label={label}
          title={label}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
          data-testid={testId}
        >
          {icon}
          {mark && (
            <span className={classes.mark} aria-hidden="true">
              {mark}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={label}>
        <Suspense fallback={<Bars rows={4} />}>{children(close)}</Suspense>
        <Link to="/inbox" className={classes.all} onClick={close}>
          {t('inbox.open')}
        </Link>
      </Popover.Dropdown>
    </Popover>
  );
}
