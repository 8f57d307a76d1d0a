import { ActionIcon, Button, Drawer, Menu } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  IconArrowLeft,
  IconDots,
  IconLayoutSidebarRight,
  IconLock,
  IconPrinter,
  IconTrash,
  IconUserShare,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { storage } from '@/platform';
import { type ElementType, type RecordItem, useElementType } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { useKeys } from '@/shared/keys';
import {
  Bars,
  ErrorState,
  iconic,
  NotFound,
  nameOf,
  PageHeader,
  showToast,
  TypeIcon,
  useShowError,
} from '@/shared/ui';
import { SidePanel } from '../access/SidePanel';
import { recordCalls, recordKeys, recordQuery } from '../api';
import { ProductLines } from '../lines/ProductLines';
import { useLiveRecord } from '../live';
import { CardParts } from './CardParts';
import classes from './card.module.css';
import { FieldsPane } from './FieldsPane';
import { InBin } from './InBin';
import { Neighbours } from './Neighbours';
import { StageBar } from './StageBar';
import { Timeline } from './Timeline';
import type { TimelineLook } from './TimelineFilter';
import { TransferDialog } from './TransferDialog';

/** One record: its fields, what happened to it, who may see it. */
export function CardPage() {
  const { type: typeName, id } = useParams({ from: '/office/t/$type/$id' });
  const type = useElementType(typeName);
  if (!type) return <NotFound />;
  return <Card key={`${typeName}/${id}`} type={type} id={id} />;
}

function Card({ type, id }: { type: ElementType; id: string }) {
  const record = useQuery(recordQuery(type.name, id));
  const gone = useLiveRecord(type.name, id);
  if (gone) return <NotFound />;
  if (record.isError && (!record.data || isAbsent(record.error))) {
    return <ErrorState error={record.error} onRetry={() => void record.refetch()} />;
  }
  if (!record.data) return <Bars rows={12} />;
  return <LoadedCard type={type} record={record.data} />;
}

function isAbsent(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'kind' in error && error.kind === 'not_found';
}

function LoadedCard({ type, record }: { type: ElementType; record: RecordItem }) {
  const { t, i18n } = useTranslation();
  const wide = useMediaQuery('print, (min-width: 1200px)', true);
  const [panelOpen, setPanelOpen] = useState(false);
  const [besides, setBesides] = useState(storage.read('panel') !== 'closed');
  const [transferring, setTransferring] = useState(false);
  const fields = useRef<HTMLElement>(null);
  const timeline = useRef<HTMLElement>(null);
  const look = useSearch({ from: '/office/t/$type/$id' });
  const navigate = useNavigate();
  const setLook = (next: TimelineLook) => {
    const params = { type: type.name, id: record.id };
    void navigate({ to: '/t/$type/$id', params, search: next, replace: true });
  };
  const many = typeLabel(type, i18n.language, 'many');
  const deleted = record.deleted_at !== undefined;
  const togglePanel = () => {
    if (!wide) return setPanelOpen(true);
    storage.write('panel', besides ? 'closed' : 'open');
    setBesides(!besides);
  };
  useKeys({ panel: !deleted && togglePanel });
  const panel = <SidePanel type={type} record={record} />;
  return (
    <div className={classes.page}>
      <PageHeader
        before={
          <Link to="/t/$type" params={{ type: type.name }} search={{}} className={classes.back} title={many}>
            <IconArrowLeft size={16} stroke={1.7} aria-hidden="true" />
            <TypeIcon type={type} size={16} />
            <span className={classes.backText}>{many}</span>
          </Link>
        }
        title={
          <>
            <span data-testid="card-title">{nameOf(record) || t('record.unnamed')}</span>
            {record.can.edit !== true && !deleted && (
              <IconLock
                size={14}
                stroke={1.7}
                role="img"
                aria-label={t('record.read_only')}
                className={classes.readOnly}
              />
            )}
          </>
        }
      >
        <Neighbours type={type.name} id={record.id} />
        {record.can.transfer && (
          <Button
            variant="default"
            className={iconic}
            leftSection={<IconUserShare size={15} stroke={1.6} />}
            onClick={() => setTransferring(true)}
          >
            {t('transfer.action')}
          </Button>
        )}
        {!(wide && besides) && !deleted && (
          <Button
            variant="default"
            className={iconic}
            leftSection={<IconLayoutSidebarRight size={15} stroke={1.6} />}
            onClick={togglePanel}
          >
            {t('access.title')}
          </Button>
        )}
        <MoreMenu type={type} record={record} />
      </PageHeader>
      {deleted && <InBin record={record} />}
      <StageBar type={type} record={record} />
      <ProductLines type={type} record={record} />
      <div className={classes.panes}>
        <CardParts fields={fields} timeline={timeline} />
        <section ref={fields} className={classes.fields} aria-label={t('record.fields')}>
          <FieldsPane type={type} record={record} />
        </section>
        <section ref={timeline} className={classes.timeline} aria-label={t('timeline.title')}>
          <Timeline type={type} record={record} look={look} onLook={setLook} />
        </section>
        {wide && besides && !deleted && (
          <aside className={classes.side} aria-label={t('access.panel')} data-region="panel">
            {panel}
          </aside>
        )}
      </div>
      {!wide && !deleted && (
        <Drawer
          opened={panelOpen}
          onClose={() => setPanelOpen(false)}
          position="right"
          size={380}
          padding="sm"
          title={t('access.panel')}
          closeButtonProps={{ 'aria-label': t('common.close') }}
        >
          {panel}
        </Drawer>
      )}
      {transferring && <TransferDialog type={type} record={record} onClose={() => setTransferring(false)} />}
    </div>
  );
}

function MoreMenu({ type, record }: { type: ElementType; record: RecordItem }) {
  const { t } = useTranslation();
  const remove = useRemove(type.name, record);
  if (!record.can.delete && !record.can.print) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('record.more')} data-testid="more">
          <IconDots size={17} stroke={1.7} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {record.can.print && (
          <Menu.Item leftSection={<IconPrinter size={15} stroke={1.6} />} onClick={() => window.print()}>
            {t('record.print')}
          </Menu.Item>
        )}
        {record.can.delete && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={15} stroke={1.6} />}
            onClick={() => void remove()}
          >
            {t('record.delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Moves a record to the bin, back to its list, with a way to undo it. */
function useRemove(type: string, record: RecordItem): () => Promise<void> {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const showError = useShowError();
  const refresh = () => queries.invalidateQueries({ queryKey: recordKeys.lists(type) });

  const restore = async () => {
    try {
      await recordCalls.restore(type, record.id);
      await refresh();
      await navigate({ to: '/t/$type/$id', params: { type, id: record.id } });
    } catch (error) {
      showError(error);
    }
  };

  return async () => {
    try {
      await recordCalls.remove(type, record.id);
      await navigate({ to: '/t/$type', params: { type }, search: {} });
      queries.removeQueries({ queryKey: recordKeys.one(type, record.id) });
      void refresh();
      showToast(t('record.deleted', { name: nameOf(record) }), {
        text: t('common.undo'),
        run: () => void restore(),
      });
    } catch (error) {
      showError(error);
    }
  };
}
