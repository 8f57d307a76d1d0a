import { IconLayoutKanban, IconTable } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Layout, useRememberedLayout } from '@/shared/ui';
import classes from './board.module.css';

interface LayoutSwitchProps {
  type: string;
  layout: Layout;
}

/** Leads from the table of a type to its board and back; filters and search stay. */
export function LayoutSwitch({ type, layout }: LayoutSwitchProps) {
  const { t } = useTranslation();
  const { keep } = useRememberedLayout(type, layout);
  const common = { params: { type }, search: true, replace: true, className: classes.way } as const;
  return (
    <nav className={classes.switch} aria-label={t('board.layout')}>
      <Link
        {...common}
        to="/t/$type"
        aria-current={layout === 'table' ? 'page' : undefined}
        activeOptions={{ exact: true, includeSearch: false }}
        onClick={() => keep('table')}
        data-testid="as-table"
      >
        <IconTable size={15} stroke={1.6} aria-hidden="true" />
        <span>{t('board.table')}</span>
      </Link>
      <Link
        {...common}
        to="/t/$type/board"
        aria-current={layout === 'board' ? 'page' : undefined}
        onClick={() => keep('board')}
        data-testid="as-board"
      >
        <IconLayoutKanban size={15} stroke={1.6} aria-hidden="true" />
        <span>{t('board.board')}</span>
      </Link>
    </nav>
  );
}
