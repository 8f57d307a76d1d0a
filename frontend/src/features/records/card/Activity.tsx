import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Activity, Call, Meeting, Names, RecordItem } from '@/shared/api';
import { type Formatter, useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import classes from './card.module.css';
import { Task } from './Task';

interface MeetingEntryProps {
  meeting: Meeting;
  names: Names;
  record: RecordItem;
}

/** A meeting as it stands on the card it is about; who may edit it says that it was held. */
export function MeetingEntry({ meeting, names, record }: MeetingEntryProps) {
  const format = useFormat();
  return (
    <>
      <Task
        task={{ ...meeting, type: 'meeting' }}
        when={meeting.starts ? span(format, meeting.starts, meeting.ends) : ''}
        names={names}
        record={record}
      />
      <Said activity={meeting} type="meeting" />
    </>
  );
}

/** A call as it stands on the card it is about. */
export function CallEntry({ call, names }: { call: Call; names: Names }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const word = (chosen: Call['result']) => chosen && label(chosen.labels, i18n.language, chosen.value);
  const facts = [
    word(call.direction),
    word(call.result),
    call.minutes ? t('timeline.minutes', { minutes: format.number(call.minutes) }) : '',
    call.at ? format.dateTime(call.at) : '',
    call.responsible ? names[call.responsible] : '',
  ];
  return (
    <>
      <p className={classes.itemText}>{call.title}</p>
      <p className={classes.itemBy}>{facts.filter(Boolean).join(' · ')}</p>
      <Said activity={call} type="call" />
    </>
  );
}

/** What was said, and the way to the activity itself, for those who may view it. */
function Said({ activity, type }: { activity: Activity; type: 'meeting' | 'call' }) {
  const { t } = useTranslation();
  if (!activity.opens) return null;
  return (
    <>
      {activity.text && <p className={classes.itemText}>{activity.text}</p>}
      <Link
        to="/t/$type/$id"
        params={{ type, id: activity.id }}
        className={classes.opens}
        aria-label={`${t('record.open')}: ${activity.title}`}
      >
        {t('record.open')}
      </Link>
    </>
  );
}

function span(format: Formatter, starts: string, ends: string | null | undefined): string {
  if (!ends) return format.dateTime(starts);
  const end = format.day(starts) === format.day(ends) ? format.time(ends) : format.dateTime(ends);
  return `${format.dateTime(starts)} – ${end}`;
}
