import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '@/shared/ui';
import classes from './admin.module.css';
import type { SectionName } from './sections';

interface SplitPageProps {
  section: SectionName;
  actions?: ReactNode;
  list: ReactNode;
  /** Forms with tables take the whole width. */
  wide?: boolean;
  children: ReactNode;
}

/** A section of the administration: its items on the left, the chosen one on the right. */
export function SplitPage({ section, actions, list, wide = false, children }: SplitPageProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <PageHeader
        title={t(`admin.sections.${section}.title`)}
        before={
          <Link to="/admin" className={classes.back} aria-label={t('common.back')}>
            <IconArrowLeft size={16} stroke={1.7} />
          </Link>
        }
      >
        {actions}
      </PageHeader>
      <div className={classes.split}>
        <div className={classes.list}>{list}</div>
        <div className={classes.form} data-wide={wide}>
          {children}
        </div>
      </div>
    </div>
  );
}
