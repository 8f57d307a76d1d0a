import { ActionIcon } from '@mantine/core';
import { IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ElementType } from '@/shared/api';
import { keyboard } from '@/shared/keys';
import { Bars, ErrorState, NotFound, nameOf } from '@/shared/ui';
import { recordQuery } from '../api';
import { FieldsPane } from '../card/FieldsPane';
import { StageBar } from '../card/StageBar';
import { Timeline } from '../card/Timeline';
import { useLiveRecord } from '../live';
import classes from './peek.module.css';

/** What is written about a record beside its list, or that its first field is. */
export type Composing = 'note' | 'task' | 'message' | 'field' | undefined;

/** Opens a record beside its list, to write at once what `composing` says; undefined closes it. */
export type Peek = (id: string | undefined, composing?: Composing) => void;

interface PeekPanelProps {
  type: ElementType;
  id: string;
  composing: Composing;
  onComposing: (composing: Composing) => void;
  onClose: () => void;
}

/** A record beside its list, which keeps the keyboard: arrows go on through the rows. */
export function PeekPanel({ type, id, composing, onComposing, onClose }: PeekPanelProps) {
  const { t } = useTranslation();
  const { data: record, ...query } = useQuery(recordQuery(type.name, id));
  const gone = useLiveRecord(type.name, id);
  const name = (record && nameOf(record)) || t('record.unnamed');
  return (
    <aside
      className={classes.panel}
      aria-label={t('list.peek')}
      data-testid="peek"
      data-region="panel"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className={classes.header}>
        <h2 className={classes.title}>{record ? name : ''}</h2>
        <Link
          to="/t/$type/$id"
          params={{ type: type.name, id }}
          className={classes.open}
          aria-label={t('list.peek_open')}
          title={t('list.peek_open')}
        >
          <IconArrowsDiagonal size={15} stroke={1.7} />
        </Link>
        <ActionIcon aria-label={t('common.close')} title={`${t('common.close')} (Esc)`} onClick={onClose}>
          <IconX size={16} stroke={1.7} />
        </ActionIcon>
      </header>
      {gone || (query.isError && !record) ? (
        gone ? (
          <NotFound />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : record ? (
        <div className={classes.body} key={record.id}>
          <StageBar type={type} record={record} />
          <FieldsPane type={type} record={record} />
          <Timeline type={type} record={record} quiet />
          {composing && <Begin composing={composing} onBegun={() => onComposing(undefined)} />}
        </div>
      ) : (
        <Bars rows={10} />
      )}
    </aside>
  );
}

/** Begins what was asked for, once there is a place to write. */
function Begin({ composing, onBegun }: { composing: NonNullable<Composing>; onBegun: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once
  useEffect(() => {
    if (composing === 'field') editFirst();
    else keyboard.perform(composing);
    onBegun();
  }, []);
  return null;
}

function editFirst() {
  document.querySelector<HTMLElement>('[data-region="panel"] [data-edit]')?.click();
}
