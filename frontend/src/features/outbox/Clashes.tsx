import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import {
  api,
  type Names,
  type OutboxItem,
  outboxQuery,
  type RecordEvent,
  type RecordItem,
  useRecordEvents,
} from '@/shared/api';
import { label } from '@/shared/i18n';
import { fieldOf, useErrorText } from '@/shared/ui';
import classes from './outbox.module.css';
import { Value } from './Typed';
import type { TypedField } from './typed';

interface ClashesProps {
  item: OutboxItem;
  fields: TypedField[];
  names: Names;
}

/** Each field in which somebody else was faster: what was typed beside what stands there now. */
export function Clashes({ item, fields, names }: ClashesProps) {
  const { t, i18n } = useTranslation();
  const theirs = useTheirs(item);
  const clashes = new Set(item.clashes ?? []);
  const name = ({ field }: TypedField) => label(field.labels, i18n.language, field.name);
  const takenIn = fields.filter(({ field }) => !clashes.has(field.name)).map(name);
  return (
    <>
      {fields
        .filter(({ field }) => clashes.has(field.name))
        .map((typed) => (
          <div key={typed.field.name} className={classes.clash}>
            <h4>{name(typed)}</h4>
            <dl>
              <div>
                <dt>{t('conflict.mine')}</dt>
                <dd>
                  <Value typed={typed} names={names} />
                </dd>
              </div>
              <div>
                <dt>{t('conflict.theirs')}</dt>
                <dd>
                  <Theirs typed={typed} query={theirs} />
                </dd>
              </div>
            </dl>
          </div>
        ))}
      {takenIn.length > 0 && (
        <p className={classes.muted}>{t('outbox.taken_in', { names: takenIn.join(', ') })}</p>
      )}
    </>
  );
}

interface TheirsProps {
  typed: TypedField;
  query: ReturnType<typeof useTheirs>;
}

function Theirs({ typed: { field, seen }, query: { data, error } }: TheirsProps) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (!data) return <span className={classes.muted}>{error ? errorText(error) : t('common.loading')}</span>;
  if (!seen) return <span className={classes.muted}>{t('record.no_access')}</span>;
  return <Value typed={{ field, value: fieldOf(data, field.name) }} names={data.names} />;
}

/** The record as it is now: read again with the changes, and when somebody changes it further. */
function useTheirs({ type, record }: OutboxItem) {
  const queries = useQueryClient();
  const id = record ?? '';
  const changed = useCallback(
    (event: RecordEvent) => {
      if (event.id === id) void queries.invalidateQueries({ queryKey: theirsKey(type, id) });
    },
    [queries, type, id],
  );
  useRecordEvents(changed);
  return useQuery({
    queryKey: theirsKey(type, id),
    queryFn: ({ signal }) =>
      api.get<RecordItem>(`/api/records/${encodeURIComponent(type)}/${encodeURIComponent(id)}`, signal),
    enabled: id !== '',
  });
}

const theirsKey = (type: string, id: string) => [...outboxQuery.queryKey, 'theirs', type, id];
