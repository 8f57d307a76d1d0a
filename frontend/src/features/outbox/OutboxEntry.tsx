import { useTranslation } from 'react-i18next';
import { type FieldDefinition, type Names, type OutboxItem, useElementType } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { inSentence, typeLabel } from '@/shared/i18n';
import { nameOf, useListFields } from '@/shared/ui';
import { hasWords, isLost } from './actions';
import { Clashes } from './Clashes';
import { EntryActions } from './EntryActions';
import classes from './outbox.module.css';
import { Typed } from './Typed';
import { typedFields } from './typed';

const NO_TYPE: { fields: FieldDefinition[] } = { fields: [] };

interface OutboxEntryProps {
  item: OutboxItem;
  names: Names;
}

/** One change: what it is, what was typed, why it is not at the office, and what one can do about it. */
export function OutboxEntry({ item, names }: OutboxEntryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const what = useWhat(item);
  const fields = typedFields(item, useListFields(useElementType(item.type) ?? NO_TYPE));
  const clashing = item.state === 'conflict' && !isLost(item);
  return (
    <li className={classes.entry} data-state={item.state} data-testid="outbox-item">
      <div className={classes.head}>
        <h3 className={classes.what}>{what}</h3>
        <span className={classes.muted}>
          {item.state !== 'waiting' && `${t(`outbox.states.${item.state}`)} · `}
          <time dateTime={item.at}>{format.dateTime(item.at)}</time>
        </span>
      </div>
      <Reason item={item} />
      {item.text !== '' && <p className={classes.text}>{item.text}</p>}
      {item.to !== null && (
        <p className={classes.text}>
          {t(item.kind === 'transfer' ? 'transfer.to' : 'composer.responsible')}:{' '}
          {names[item.to] ?? t('record.no_access')}
        </p>
      )}
      {clashing ? (
        <Clashes item={item} fields={fields} names={names} />
      ) : (
        <Typed fields={fields} names={names} />
      )}
      <EntryActions item={item} fields={fields} names={names} />
    </li>
  );
}

/** Why it is not at the office. Of what is hidden from him the office tells as of what is not there. */
function Reason({ item }: { item: OutboxItem }) {
  const { t } = useTranslation();
  const { key = '', detail = '' } = item.problem ?? {};
  const lost = isLost(item) && key !== 'error.in_bin';
  return (
    <>
      {lost && <p className={classes.lost}>{t(hasWords(item) ? 'outbox.lost' : 'outbox.lost_plain')}</p>}
      {detail !== '' && !(lost && key === 'error.not_found') && <p className={classes.problem}>{detail}</p>}
    </>
  );
}

/** What was done to which record. */
function useWhat({ kind, type: name, title, fields }: OutboxItem): string {
  const { t, i18n } = useTranslation();
  const type = useElementType(name);
  const what = t(`outbox.what.${kind}`, {
    type: type ? inSentence(typeLabel(type, i18n.language, 'one')) : t('outbox.record'),
  });
  // What is still to be made is called as he called it.
  const called = title || (kind === 'create' ? nameOf({ fields: fields ?? {} }) : '');
  return called === '' ? what : `${what} ${t('outbox.named', { name: called })}`;
}
