import { Button } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, useElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import { Bars, FilterBar, NotFound, PageHeader, useListFields } from '@/shared/ui';
import { ColumnsMenu } from './ColumnsMenu';
import { shownColumns } from './columns';
import { ListSearch } from './ListSearch';
import classes from './list.module.css';
import { RecordGrid } from './RecordGrid';
import { useListState } from './useListState';
import { ViewTabs } from './ViewTabs';

/** All records of a type the employee may view. */
export function ListPage() {
  const { type: name } = useParams({ from: '/office/t/$type' });
  const type = useElementType(name);
  return type ? <List key={name} type={type} /> : <NotFound />;
}

function List({ type }: { type: ElementType }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate({ from: '/t/$type' });
  const state = useListState(type.name);
  const { search, look, change, setLook } = state;
  const fields = useListFields(type);
  const columns = useMemo(() => shownColumns(look.columns, fields), [look.columns, fields]);
  const many = typeLabel(type, i18n.language, 'many');
  const bin = search.bin === true;
  const mayCreate = type.can.create === true && !bin;
  const openNew = () => void navigate({ to: '/t/$type/new', params: { type: type.name } });

  return (
    <div className={classes.page}>
      <PageHeader
        title={bin ? t('list.bin_of', { name: many }) : many}
        before={
          bin && (
            <Link
              to="/t/$type"
              params={{ type: type.name }}
              search={{}}
              className={classes.back}
              aria-label={t('common.back')}
            >
              <IconArrowLeft size={16} stroke={1.7} />
            </Link>
          )
        }
        beside={!bin && <ViewTabs type={type.name} state={state} />}
      >
        {!bin && type.can.delete && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={15} stroke={1.6} />}
            onClick={() => void navigate({ to: '.', search: { bin: true } })}
          >
            {t('list.bin')}
          </Button>
        )}
        {mayCreate && (
          <Button leftSection={<IconPlus size={15} stroke={2} />} onClick={openNew} data-testid="new-record">
            {t('list.new', { name: inSentence(typeLabel(type, i18n.language, 'one')) })}
          </Button>
        )}
      </PageHeader>
      <div className={classes.tools}>
        <FilterBar fields={fields} filter={look.filter} onChange={(filter) => setLook({ filter })} />
        <div className={classes.right}>
          <ListSearch
            value={search.q ?? ''}
            onChange={(q) => change({ q: q === '' ? undefined : q })}
            name={many}
          />
          <ColumnsMenu fields={fields} columns={columns} pinned={look.pinned} onChange={setLook} />
        </div>
      </div>
      {state.waiting ? (
        <Bars rows={12} />
      ) : (
        <RecordGrid
          type={type}
          columns={columns}
          look={look}
          search={search}
          onLook={setLook}
          onClear={() => setLook({ filter: undefined }, { q: undefined })}
          onNew={mayCreate ? openNew : undefined}
        />
      )}
    </div>
  );
}
