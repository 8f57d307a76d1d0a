import { Popover } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FieldDefinition, Names, RecordItem } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { label } from '@/shared/i18n';
import { Bars, ErrorState, useFieldText } from '@/shared/ui';
import { timelineQuery } from '../api';
import classes from './card.module.css';

interface FieldHistoryProps {
  field: FieldDefinition;
  record: RecordItem;
  onClose: () => void;
  children: React.ReactNode;
}

/** Who changed one field, when, from what to what; the latest first. It is mounted while it is open only. */
export function FieldHistory({ field, record, onClose, children }: FieldHistoryProps) {
  const { t, i18n } = useTranslation();
  return (
    <Popover opened onClose={onClose} position="bottom-start" width={320} shadow="md" withinPortal trapFocus>
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown
        data-testid="field-history"
        aria-label={t('record.history', { name: label(field.labels, i18n.language, field.name) })}
      >
        <Changes field={field} record={record} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Changes({ field, record }: Pick<FieldHistoryProps, 'field' | 'record'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const text = useFieldText();
  const changes = useInfiniteQuery(timelineQuery(record.type, record.id, { field: field.name }));
  if (changes.isError) return <ErrorState error={changes.error} onRetry={() => void changes.refetch()} />;
  if (!changes.data) return <Bars rows={2} />;
  const names = Object.assign({}, record.names, ...changes.data.pages.map((page) => page.names)) as Names;
  const items = changes.data.pages.flatMap((page) => page.items);
  return (
    // The list scrolls, so it can be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <div className={classes.history} tabIndex={0}>
      {items.length === 0 && <p className={classes.itemBy}>{t('record.history_none')}</p>}
      <ul>
        {items.map((item) =>
          item.changes
            ?.filter((change) => change.field === field.name)
            .map((change) => (
              <li key={item.id}>
                <div>
                  {change.from !== null && (
                    <span className={classes.old}>{text(field, change.from, names)}</span>
                  )}
                  {change.from !== null && ' → '}
                  {text(field, change.to, names) || '—'}
                </div>
                <span className={classes.itemBy}>
                  {item.by?.name} <time dateTime={item.at}>{format.dateTime(item.at)}</time>
                </span>
              </li>
            )),
        )}
      </ul>
      {changes.hasNextPage && (
        <button type="button" className={classes.tab} onClick={() => void changes.fetchNextPage()}>
          {t('timeline.earlier')}
        </button>
      )}
    </div>
  );
}
