import {
  IconCalendarEvent,
  IconClipboardCheck,
  IconFile,
  IconLink,
  IconLockAccess,
  IconMessage,
  IconNote,
  IconPencil,
  IconPhone,
  IconPlus,
  IconRestore,
  IconTrash,
  IconUnlink,
  IconUserShare,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ElementType, Names, RecordItem, TimelineItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import { useFieldText, useListFields } from '@/shared/ui';
import { AttachedFile } from '../files/AttachedFile';
import { CallEntry, MeetingEntry } from './Activity';
import { Comment } from './Comment';
import classes from './card.module.css';
import { Task } from './Task';

const ICONS = {
  created: IconPlus,
  change: IconPencil,
  note: IconNote,
  task: IconClipboardCheck,
  meeting: IconCalendarEvent,
  call: IconPhone,
  message: IconMessage,
  file: IconFile,
  transfer: IconUserShare,
  share: IconLockAccess,
  delete: IconTrash,
  restore: IconRestore,
  link: IconLink,
  unlink: IconUnlink,
} as const;

interface TimelineEntryProps {
  item: TimelineItem;
  names: Names;
  type: ElementType;
  record: RecordItem;
}

export function TimelineEntry({ item, names, type, record }: TimelineEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const Icon = ICONS[item.kind] ?? IconPencil;
  return (
    <li className={classes.item} data-testid={`timeline-${item.kind}`}>
      <span className={classes.mark} aria-hidden="true">
        <Icon size={14} stroke={1.6} />
      </span>
      <div>
        <div className={classes.itemHead}>
          <span className={classes.itemTitle}>{t(`timeline.kind.${item.kind}`)}</span>
          <span className={classes.itemBy}>
            {item.by?.name && `${item.by.name} · `}
            <time dateTime={item.at}>{format.time(item.at)}</time>
          </span>
        </div>
        {item.link && (
          <p className={classes.itemText}>
            {[names[item.link.id] ?? t('record.no_access'), item.link.role].filter(Boolean).join(' · ')}
          </p>
        )}
        {item.text && <Comment item={item} names={names} record={record} />}
        {item.file && <AttachedFile file={item.file} />}
        {item.task && <Task task={item.task} names={names} record={record} />}
        {item.meeting && <MeetingEntry meeting={item.meeting} names={names} record={record} />}
        {item.call && <CallEntry call={item.call} names={names} />}
        {item.kind === 'share' && <ShareChanges item={item} />}
        {item.kind !== 'share' && item.changes && item.changes.length > 0 && (
          <Changes item={item} names={names} type={type} />
        )}
      </div>
    </li>
  );
}

function Changes({ item, names, type }: { item: TimelineItem; names: Names; type: ElementType }) {
  const { i18n } = useTranslation();
  const text = useFieldText();
  const fields = useListFields(type);
  return (
    <ul className={classes.changes}>
      {(item.changes ?? []).map((change) => {
        const field = fields.find((candidate) => candidate.name === change.field);
        if (!field) return null;
        const from = text(field, change.from, names);
        return (
          <li key={change.field}>
            {label(field.labels, i18n.language, field.name)}:{' '}
            {from && <span className={classes.old}>{from}</span>}
            {from && ' → '}
            {text(field, change.to, names) || '—'}
          </li>
        );
      })}
    </ul>
  );
}

/** Who got, has now or lost which level; the office names both in words, to those who may know. */
function ShareChanges({ item }: { item: TimelineItem }) {
  const { t } = useTranslation();
  if (!item.changes?.length) return null;
  return (
    <ul className={classes.changes}>
      {item.changes.map(({ field: who, from, to }) => (
        <li key={`${who} ${from} ${to}`}>
          {who}: {from && <span className={classes.old}>{String(from)}</span>}
          {from && ' → '}
          {to ? String(to) : t('timeline.share_taken')}
        </li>
      ))}
    </ul>
  );
}
