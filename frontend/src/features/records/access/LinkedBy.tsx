import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, type ElementType, type Page, type RecordItem, useTotal, withQuery } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { inSentence, typeLabel } from '@/shared/i18n';
import { nameOf, TypeIcon, useListedTypes } from '@/shared/ui';
import { DEFAULT_SORT, recordKeys } from '../api';
import classes from './access.module.css';
import { headOf, type WayIn, waysIn } from './waysIn';

const SHOWN = 5;

interface LinkedByProps {
  type: ElementType;
  record: RecordItem;
  shown: boolean;
}

/** The records whose fields lead to this one, under a head for each such field. */
export function LinkedBy({ type, record, shown }: LinkedByProps) {
  const { t, i18n } = useTranslation();
  const ways = waysIn(type.name, useListedTypes());
  const found = useQueries({
    queries: ways.map((way) => ({ ...linkedQuery(way, record.id), enabled: shown })),
  });
  return ways.map((way, at) => {
    const page = found[at]?.data;
    if (!page || page.items.length === 0) return null;
    const head = headOf(way, ways, i18n.language, (many, field) =>
      t('related.by_field', { many, field: inSentence(field) }),
    );
    return (
      <section key={`${way.type.name} ${way.field.name}`} aria-label={head} className={classes.linked}>
        <h3 className={classes.linkedHead}>{head}</h3>
        {page.items.map((each) => (
          <div key={each.id} className={classes.row}>
            <TypeIcon type={way.type} size={16} />
            <Link to="/t/$type/$id" params={{ type: way.type.name, id: each.id }} className={classes.link}>
              {nameOf(each) || typeLabel(way.type, i18n.language, 'one')}
            </Link>
          </div>
        ))}
        {page.next && <All way={way} id={record.id} total={page.total} />}
      </section>
    );
  });
}

function All({ way, id, total }: { way: WayIn; id: string; total: Page<RecordItem>['total'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const known = useTotal(total); // told later where counting takes long
  return (
    <Link
      to="/t/$type"
      params={{ type: way.type.name }}
      search={{ filter: filterOf(way, id) }}
      className={classes.link}
    >
      {known?.exact ? t('related.all_of', { number: format.count(known.count) }) : t('related.all')}
    </Link>
  );
}

function filterOf({ field }: WayIn, id: string) {
  return { and: [{ field: field.name, op: '=' as const, value: id }] };
}

function linkedQuery(way: WayIn, id: string) {
  return {
    queryKey: [...recordKeys.lists(way.type.name), 'linked', way.field.name, id],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      api.get<Page<RecordItem>>(
        withQuery(`/api/records/${way.type.name}`, {
          filter: JSON.stringify(filterOf(way, id)),
          sort: DEFAULT_SORT,
          fields: 'name',
          limit: SHOWN,
        }),
        signal,
      ),
  };
}
