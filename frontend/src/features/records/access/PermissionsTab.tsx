import { ActionIcon, Button, Group, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconClock, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ApiError,
  type ElementType,
  type Level,
  type Principal,
  type PrincipalKind,
  type RecordItem,
  type Share,
  type Shares,
  useMe,
} from '@/shared/api';
import { initials, useFormat, useNameOrder } from '@/shared/format';
import {
  Bars,
  ErrorState,
  fromWallClock,
  PrincipalPicker,
  showToast,
  toWallClock,
  useErrorText,
} from '@/shared/ui';
import { recordCalls, recordKeys, sharesQuery } from '../api';
import classes from './access.module.css';
import {
  addsSomebody,
  countChanges,
  type Draft,
  firstLevel,
  keyOf,
  mayChange,
  merged,
  put,
  remove,
  toBody,
  withTypes,
} from './draft';
import { NoProfile } from './NoProfile';
import { RelatedChoice } from './RelatedChoice';

const KINDS: PrincipalKind[] = ['employee', 'group', 'role', 'department', 'branch'];

interface TabProps {
  type: ElementType;
  record: RecordItem;
  onWhy: () => void;
}

/** Who was given this record; changes wait for Save, since a change of rights is deliberate. */
export function PermissionsTab({ type, record, onWhy }: TabProps) {
  const { t } = useTranslation();
  const may = record.can.authorize === true;
  const shares = useQuery({ ...sharesQuery(type.name, record.id), enabled: may });
  if (type.default === 'parent') return <p className={classes.hint}>{t('access.by_parent')}</p>;
  return (
    <>
      <div className={classes.row}>
        <Avatar name={record.names?.[record.responsible ?? ''] ?? ''} />
        <div className={classes.who}>
          <div>{record.names?.[record.responsible ?? ''] ?? '—'}</div>
          <div className={classes.detail}>{t('system.responsible')}</div>
        </div>
        <button type="button" className={classes.textButton} onClick={onWhy}>
          {t('access.why')}
        </button>
      </div>
      {!may && <p className={classes.hint}>{t('access.not_shown')}</p>}
      {may && shares.isPending && <Bars rows={3} />}
      {shares.isError && !shares.data && (
        <ErrorState error={shares.error} onRetry={() => void shares.refetch()} />
      )}
      {may && shares.data && <ShareList type={type.name} id={record.id} shares={shares.data} />}
    </>
  );
}

function ShareList({ type, id, shares }: { type: string; id: string; shares: Shares }) {
  const { t } = useTranslation();
  const me = useMe().employee.id;
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [draft, setDraft] = useState<Draft>({});
  const [along, setAlong] = useState<string[]>([]);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const list = merged(shares.items, draft);
  const related = addsSomebody(shares.items, draft) ? shares.related : [];
  const changes = countChanges(draft);

  const add = (principal: Principal | null) => {
    if (!principal || list.some((share) => keyOf(share.principal) === keyOf(principal))) return;
    setDraft(put(shares.items, draft, { principal, level: firstLevel(shares.levels) }));
  };

  const save = async () => {
    setBusy(true);
    setProblem('');
    try {
      const saved = await recordCalls.share(
        type,
        id,
        toBody(list),
        withTypes(related, along),
        shares.version,
      );
      if (saved?.items) queries.setQueryData(sharesQuery(type, id).queryKey, saved);
      setDraft({});
      setAlong([]);
      showToast(t('access.saved'));
      await queries.invalidateQueries({ queryKey: recordKeys.one(type, id) });
    } catch (error) {
      setProblem(errorText(error));
      if (error instanceof ApiError && error.kind === 'conflict') {
        // The draft lies over whatever the list is, so what is lost is only the sight of what others did.
        await queries.invalidateQueries({ queryKey: sharesQuery(type, id).queryKey });
      }
    } finally {
      setBusy(false);
    }
  };

  return (
    <div data-testid="shares">
      {list.length === 0 && <p className={classes.hint}>{t('access.nobody')}</p>}
      {list.map((share) => (
        <ShareRow
          key={keyOf(share.principal)}
          type={type}
          id={id}
          share={share}
          levels={shares.levels}
          editable={
            mayChange(share, shares) && !(share.principal.kind === 'employee' && share.principal.id === me)
          }
          changed={keyOf(share.principal) in draft}
          onChange={(next) => setDraft(put(shares.items, draft, next))}
          onRemove={() => setDraft(remove(shares.items, draft, share))}
        />
      ))}
      {shares.can ? (
        <>
          <div className={classes.add}>
            <PrincipalPicker
              key={list.length}
              kinds={KINDS}
              value={null}
              ariaLabel={t('access.add')}
              placeholder={t('access.add')}
              onChange={add}
            />
          </div>
          <RelatedChoice related={related} along={along} onChange={setAlong} />
          {problem !== '' && (
            <div className={classes.problem} role="alert">
              {problem}
            </div>
          )}
          <Group gap="xs">
            <Button
              disabled={changes === 0}
              loading={busy}
              onClick={() => void save()}
              data-testid="save-permissions"
            >
              {changes === 0 ? t('common.save') : t('access.save', { count: changes })}
            </Button>
            {changes > 0 && (
              <Button variant="subtle" color="gray" onClick={() => setDraft({})}>
                {t('common.cancel')}
              </Button>
            )}
          </Group>
        </>
      ) : (
        <p className={classes.hint}>{t('access.read_only')}</p>
      )}
    </div>
  );
}

interface ShareRowProps {
  type: string;
  id: string;
  share: Share;
  levels: Level[];
  editable: boolean;
  changed: boolean;
  onChange: (share: Share) => void;
  onRemove: () => void;
}

function ShareRow({ type, id, share, levels, editable, changed, onChange, onRemove }: ShareRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [dating, setDating] = useState(false);
  const { principal, level, expires } = share;
  const name = principal.name || t(`principal.${principal.kind}`);
  const details = [
    principal.kind === 'employee' ? '' : t(`principal.${principal.kind}`),
    share.given_by?.name ? t('access.given_by', { name: share.given_by.name }) : '',
    expires ? t('access.until', { date: format.dateTime(expires) }) : '',
    share.reason ?? '',
  ].filter(Boolean);
  return (
    <div
      className={`${classes.row} ${classes.share}`}
      data-changed={changed}
      data-testid={`share-${principal.id}`}
    >
      <Avatar name={name} />
      <div className={classes.who}>
        <div>{name}</div>
      </div>
      {editable ? (
        <>
          <Select
            w={116}
            aria-label={t('access.level_of', { name })}
            allowDeselect={false}
            data={levels.map((value) => ({ value, label: t(`level.${value}`) }))}
            value={level}
            onChange={(next) => onChange({ ...share, level: (next ?? level) as Level })}
          />
          <ActionIcon
            size={24}
            aria-label={t('access.set_expiry', { name })}
            onClick={() => setDating(!dating)}
          >
            <IconClock size={14} stroke={1.6} />
          </ActionIcon>
          <ActionIcon size={24} aria-label={t('access.remove', { name })} onClick={onRemove}>
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </>
      ) : (
        <span className={classes.level}>{t(`level.${level}`)}</span>
      )}
      {(details.length > 0 || (editable && dating)) && (
        <div className={classes.more}>
          <div className={classes.detail}>{details.join(' · ')}</div>
          {editable && dating && (
            <Expiry expires={expires ?? null} onChange={(next) => onChange({ ...share, expires: next })} />
          )}
        </div>
      )}
      <NoProfile type={type} id={id} to={principal} />
    </div>
  );
}

function Expiry({
  expires,
  onChange,
}: {
  expires: string | null;
  onChange: (expires: string | null) => void;
}) {
  const { t, i18n } = useTranslation();
  const zone = useMe().employee.time_zone;
  return (
    <DateInput
      mt={4}
      clearable
      autoFocus
      minDate={new Date()}
      aria-label={t('access.expires')}
      placeholder={t('access.expires')}
      valueFormat={i18n.language === 'ru' ? 'DD.MM.YYYY' : 'D MMM YYYY'}
      value={expires === null ? null : toWallClock(expires, zone).slice(0, 10)}
      onChange={(day) => onChange(day === null ? null : fromWallClock(`${day} 23:59:59`, zone))}
    />
  );
}

export function Avatar({ name }: { name: string }) {
  const order = useNameOrder();
  return (
    <span className={classes.avatar} aria-hidden="true">
      {initials(name, order)}
    </span>
  );
}
