import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Notice, useElementType } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { typeLabel } from '@/shared/i18n';
import classes from './inbox.module.css';

interface NoticeRowProps {
  notice: Notice;
  onMark: (read: boolean) => void;
  onOpened: (() => void) | undefined;
}

/** One notice: what it is about, of what kind, by whom and when. */
export function NoticeRow({ notice, onMark, onOpened }: NoticeRowProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const type = useElementType(notice.type ?? '');
  const { record, count, read } = notice;
  const many = type ? typeLabel(type, i18n.language, 'many') : '';
  const open = () => {
    if (!read) onMark(true);
    onOpened?.();
  };
  const details = [
    t(`inbox.kinds.${notice.kind}`),
    notice.times > 1 && t('inbox.times', { count: notice.times }),
    notice.kind !== 'job' && notice.by.name,
    format.dateTime(notice.at),
  ].filter(Boolean);
  return (
    <li className={classes.notice} data-unread={!read}>
      <span className={classes.dot} aria-hidden="true" />
      <div className={classes.grow}>
        {count > 1 && type ? (
          <Link
            to="/t/$type"
            params={{ type: type.name }}
            search={{}}
            className={classes.link}
            onClick={open}
          >
            {t('inbox.several', { name: many, number: format.count(count) })}
          </Link>
        ) : record ? (
          <Link
            to="/t/$type/$id"
            params={{ type: record.type, id: record.id }}
            className={classes.link}
            onClick={open}
          >
            {record.name || t('record.unnamed')}
          </Link>
        ) : notice.kind === 'job' ? (
          <Link to="/inbox" hash="jobs" className={classes.link} onClick={open}>
            {many || t('inbox.kinds.job')}
          </Link>
        ) : (
          <span className={classes.muted}>{t('inbox.no_access')}</span>
        )}
        <span className={classes.muted}>{details.join(' · ')}</span>
      </div>
      <button type="button" className={classes.mark} onClick={() => onMark(!read)}>
        {read ? t('inbox.mark_unread') : t('inbox.mark_read')}
      </button>
    </li>
  );
}
