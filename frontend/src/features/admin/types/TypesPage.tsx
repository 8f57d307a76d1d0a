import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { designsQuery, type TypeDesign } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { Bars, EmptyState, ErrorState, TypeIcon } from '@/shared/ui';
import adminClasses from '../admin.module.css';
import { SplitPage } from '../SplitPage';
import { NewTypeForm } from './NewTypeForm';
import { PresetSection } from './PresetSection';
import { TypePage } from './TypePage';
import classes from './types.module.css';

/** Element types with what all may do by default, and their fields. */
export function TypesPage({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery(designsQuery);
  const types = query.data ?? [];
  const archived = types.filter((type) => type.archived);
  return (
    <SplitPage
      section="types"
      actions={
        <Button
          leftSection={<IconPlus size={15} stroke={2} />}
          onClick={() =>
            void navigate({ to: '/admin/$section/$id', params: { section: 'types', id: 'new' } })
          }
          data-testid="new-item"
        >
          {t('types.new')}
        </Button>
      }
      list={
        <>
          {query.isPending && <Bars rows={8} />}
          {query.isError && !query.data && (
            <ErrorState error={query.error} onRetry={() => void query.refetch()} />
          )}
          <TypeList types={types.filter((type) => !type.archived)} />
          {archived.length > 0 && (
            <>
              <h2 className={classes.group}>{t('types.archive_title')}</h2>
              <TypeList types={archived} />
            </>
          )}
        </>
      }
    >
      {query.data && <Chosen id={id} types={types} />}
    </SplitPage>
  );
}

function Chosen({ id, types }: { id: string | undefined; types: TypeDesign[] }) {
  const { t } = useTranslation();
  const chosen = types.find((type) => type.name === id);
  if (chosen) return <TypePage key={chosen.name} type={chosen} />;
  if (id === 'new') return <NewTypeForm types={types} />;
  return (
    <>
      {id === undefined && <PresetSection />}
      <EmptyState
        title={id === undefined ? t('admin.choose_type') : t('common.not_found')}
        text={t('admin.sections.types.hint')}
      />
    </>
  );
}

function TypeList({ types }: { types: TypeDesign[] }) {
  const { i18n } = useTranslation();
  return (
    <ul className={adminClasses.items} style={{ paddingTop: 8, paddingBottom: 8 }}>
      {types.map((type) => (
        <li key={type.name}>
          <Link
            to="/admin/$section/$id"
            params={{ section: 'types', id: type.name }}
            className={adminClasses.item}
            style={{ display: 'flex', gap: 8, alignItems: 'center' }}
          >
            <TypeIcon type={type} size={16} />
            {typeLabel(type, i18n.language, 'many')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
