import { Button } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link, Navigate, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ElementType, useElementType } from '@/shared/api';
import { inSentence, typeLabel } from '@/shared/i18n';
import { Bars, FilterBar, iconic, type Layout, NotFound, PageHeader, useListFields } from '@/shared/ui';
import { exportPath } from '../api';
import { LaneChoice } from '../board/LaneChoice';
import { LayoutSwitch } from '../board/LayoutSwitch';
import { laneFieldOf } from '../board/lanes';
import { PipelineChoice } from '../board/PipelineChoice';
import { beginningIn, usePipeline } from '../board/pipelines';
import { type Composing, type Peek, PeekPanel } from '../peek/PeekPanel';
import { ColumnsMenu } from './ColumnsMenu';
import { shownColumns } from './columns';
import { ExportMenu } from './ExportMenu';
import { GroupMenu } from './GroupMenu';
import { groupingOf } from './groups';
import { ListSearch } from './ListSearch';
import classes from './list.module.css';
import { RecordGrid } from './RecordGrid';
import { type ListState, useListState } from './useListState';
import { ViewTabs } from './ViewTabs';

const RecordBoard = lazy(async () => ({ default: (await import('../board/RecordBoard')).RecordBoard }));

/** All records of a type the employee may view. */
export function ListPage() {
  const { type: name } = useParams({ from: '/office/t/$type' });
  const type = useElementType(name);
  return type ? <List key={name} type={type} layout="table" /> : <NotFound />;
}

/** The same records as cards, in a lane for each choice of a field. */
export function BoardPage() {
  const { type: name } = useParams({ from: '/office/t/$type/board' });
  const type = useElementType(name);
  if (!type) return <NotFound />;
  // The last choice may have been taken away since somebody kept the address.
  if (!laneFieldOf(type, undefined)) return <Navigate to="/t/$type" params={{ type: name }} replace />;
  return <List key={name} type={type} layout="board" />;
}

function List({ type, layout }: { type: ElementType; layout: Layout }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const fields = useListFields(type);
  const state = useListState(type.name, layout, fields);
  const { search, look, change, setLook } = state;
  const columns = useMemo(() => shownColumns(look.columns, fields), [look.columns, fields]);
  const many = typeLabel(type, i18n.language, 'many');
  const bin = search.bin === true && layout === 'table';
  const lanes = bin ? undefined : laneFieldOf(type, look.lanes);
  const mayCreate = type.can.create === true && !bin;
  const [pipeline, setPipeline] = usePipeline(
    type,
    layout === 'board' ? lanes : undefined,
    search.pipeline,
    (value) => change({ pipeline: value }),
  );
  const openNew = () =>
    void navigate({ to: '/t/$type/new', params: { type: type.name }, state: beginningIn(pipeline) });
  const latest = useRef(change);
  latest.current = change;
  const [composing, setComposing] = useState<Composing>();
  const peek = useCallback<Peek>((id, compose) => {
    latest.current({ peek: id });
    setComposing(compose);
    if (id === undefined) focusRecords();
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
        {lanes && <LayoutSwitch type={type.name} layout={layout} />}
        {!bin && type.can.delete && (
          <Button
            variant="subtle"
            color="gray"
            className={iconic}
            leftSection={<IconTrash size={15} stroke={1.6} />}
            onClick={() =>
              void navigate({ to: '/t/$type', params: { type: type.name }, search: { bin: true } })
            }
          >
            {t('list.bin')}
          </Button>
        )}
        {mayCreate && (
          <Button
            className={iconic}
            leftSection={<IconPlus size={15} stroke={2} />}
            onClick={openNew}
            data-testid="new-record"
          >
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
          {lanes && layout === 'board' ? (
            <>
              {pipeline && <PipelineChoice pipeline={pipeline} onChange={setPipeline} />}
              <LaneChoice type={type} field={lanes} onChange={(name) => setLook({ lanes: name })} />
            </>
          ) : (
            <>
              {!bin && (
                <GroupMenu fields={fields} group={look.group} onChange={(group) => setLook({ group })} />
              )}
              <ColumnsMenu fields={fields} columns={columns} pinned={look.pinned} onChange={setLook} />
            </>
          )}
          {type.can.export && !bin && (
            <ExportMenu
              long
              type={type.name}
              path={(format) =>
                exportPath(type.name, format, {
                  ...look,
                  q: search.q,
                  fields: columns.map(({ field }) => field.name),
                })
              }
            />
          )}
        </div>
      </div>
      {search.unread && (
        <LeftOut
          text={t('list.unread_filter')}
          onClose={() => change({ unread: undefined, filter: undefined })}
        />
      )}
      <GoneFields key={state.gone.join()} state={state} />
      <div className={classes.body}>
        <div className={classes.main}>
          {state.waiting ? (
            <Bars rows={12} />
          ) : lanes && layout === 'board' ? (
            <Suspense fallback={<Bars rows={12} />}>
              <RecordBoard
                key={`${lanes.name} ${pipeline?.value ?? ''}`}
                type={type}
                field={lanes}
                pipeline={pipeline}
                filter={look.filter}
                sort={look.sort}
                q={search.q}
                peeked={search.peek}
                onPeek={peek}
                onClear={() => setLook({ filter: undefined }, { q: undefined })}
                onNew={mayCreate ? openNew : undefined}
              />
            </Suspense>
          ) : (
            <RecordGrid
              type={type}
              columns={columns}
              look={look}
              group={bin ? undefined : groupingOf(fields, look.group)}
              search={search}
              onLook={setLook}
              onPeek={peek}
              onClear={() => setLook({ filter: undefined }, { q: undefined })}
              onNew={mayCreate ? openNew : undefined}
            />
          )}
        </div>
        {search.peek && !bin && (
          <PeekPanel
            type={type}
            id={search.peek}
            composing={composing}
            onComposing={setComposing}
            onClose={() => peek(undefined)}
          />
        )}
      </div>
    </div>
  );
}

/** Says what of a view, or of the address, could not be done because fields are not there. */
function GoneFields({ state: { gone, needsSaving, view } }: { state: ListState }) {
  const { t } = useTranslation();
  const [closed, setClosed] = useState(false);
  if (gone.length === 0 || closed) return null;
  const text = t('list.fields_gone', { count: gone.length, names: gone.join(', ') });
  return (
    <LeftOut
      text={needsSaving && view?.can ? `${text} ${t('list.fields_gone_save')}` : text}
      onClose={() => setClosed(true)}
    />
  );
}

/** Says that something was left out, so that nobody takes everything for what he asked for. */
function LeftOut({ text, onClose }: { text: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.notice} role="status" data-testid="left-out">
      <span>{text}</span>
      <Button variant="subtle" onClick={onClose}>
        {t('common.close')}
      </Button>
    </div>
  );
}

/** Gives the keyboard back to the records: the card it came from where they are cards. */
function focusRecords(): void {
  const card = document.querySelector<HTMLElement>('[data-board] [data-card] a[tabindex="0"]');
  (card ?? document.getElementById('records'))?.focus();
}
