import { ActionIcon, Button } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, useElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import { Bars, FilterBar, NotFound, PageHeader, useListFields } from '@/shared/ui';
import { exportPath } from '../api';
import { PeekPanel } from '../peek/PeekPanel';
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
  const latest = useRef(change);
  latest.current = change;
  const peek = useCallback((id: string | undefined) => {
    latest.current({ peek: id });
    if (id === undefined) document.querySelector<HTMLElement>('[data-testid=record-grid]')?.focus();
  }, []);

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
          {type.can.export && !bin && (
            <ActionIcon
              component="a"
              href={exportPath(type.name, {
                ...look,
                q: search.q,
                fields: columns.map(({ field }) => field.name),
              })}
              download
              aria-label={t('list.export')}
              title={t('list.export')}
              data-testid="export"
            >
              <IconDownload size={16} stroke={1.6} />
            </ActionIcon>
          )}
        </div>
      </div>
      <div className={classes.body}>
        <div className={classes.main}>
          {state.waiting ? (
            <Bars rows={12} />
          ) : (
            <RecordGrid
              type={type}
              columns={columns}
              look={look}
              search={search}
              onLook={setLook}
              onPeek={peek}
              onClear={() => setLook({ filter: undefined }, { q: undefined })}
              onNew={mayCreate ? openNew : undefined}
            />
          )}
        </div>
        {search.peek && !bin && <PeekPanel type={type} id={search.peek} onClose={() => peek(undefined)} />}
      </div>
    </div>
  );
}
