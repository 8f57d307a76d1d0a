import { Select } from '@mantine/core';
import { IconBan, IconCheck, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Action,
  type ElementType,
  type Ground,
  type Principal,
  type RecordItem,
  useMe,
} from '@/shared/api';
import { label } from '@/shared/i18n';
import { Bars, ErrorState, ownFields, PrincipalPicker } from '@/shared/ui';
import { whyQuery } from '../api';
import classes from './access.module.css';

const ASKED: Action[] = [
  'view',
  'edit',
  'delete',
  'authorize',
  'transfer',
  'export',
  'print',
  'merge',
  'mass_edit',
];

interface WhyTabProps {
  type: ElementType;
  record: RecordItem;
  shown: boolean;
}

/** Why an employee may or may not do something here: every rule that speaks for or against it. */
export function WhyTab({ type, record, shown }: WhyTabProps) {
  const { t, i18n } = useTranslation();
  const me = useMe().employee;
  const [person, setPerson] = useState<Principal | null>({ kind: 'employee', id: me.id, name: me.name });
  const [action, setAction] = useState<Action>('view');
  const [field, setField] = useState<string | null>(null);
  const why = useQuery({
    ...whyQuery({
      employee: person?.id ?? '',
      type: type.name,
      id: record.id,
      action,
      field: field ?? undefined,
    }),
    enabled: shown && person !== null,
  });
  return (
    <div className={classes.stack}>
      <PrincipalPicker
        kinds={['employee']}
        label={t('why.employee')}
        value={person}
        onChange={setPerson}
        clearable={false}
      />
      <div className={classes.pair}>
        <Select
          label={t('why.action')}
          allowDeselect={false}
          data={ASKED.map((value) => ({ value, label: t(`action.${value}`) }))}
          value={action}
          onChange={(value) => setAction((value ?? 'view') as Action)}
        />
        <Select
          label={t('why.field')}
          placeholder={t('why.whole_record')}
          clearable
          searchable
          data={ownFields(type).map((own) => ({
            value: own.name,
            label: label(own.labels, i18n.language, own.name),
          }))}
          value={field}
          onChange={setField}
          clearButtonProps={{ 'aria-label': t('common.clear') }}
        />
      </div>
      {why.isLoading && <Bars rows={4} />}
      {why.isError && <ErrorState error={why.error} onRetry={() => void why.refetch()} />}
      {why.data && (
        <div data-testid="explanation">
          <p className={classes.verdict} data-allowed={why.data.allowed}>
            {why.data.allowed ? t('why.allowed') : t('why.refused')}
          </p>
          <ul className={classes.grounds}>
            {why.data.grounds.map((ground, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: grounds have no identity
              <GroundLine key={index} ground={ground} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const MARKS = { allows: IconCheck, allows_not: IconMinus, forbids: IconBan, forbids_not: IconMinus } as const;

function GroundLine({ ground }: { ground: Ground }) {
  const { t } = useTranslation();
  const weight = weightOf(ground);
  const Mark = MARKS[weight];
  const says = t(`why.weight.${weight}`);
  return (
    <li className={classes.ground} data-weight={weight}>
      <span className={classes.weight} role="img" aria-label={says} title={says}>
        <Mark size={14} stroke={2} aria-hidden="true" />
      </span>
      <div>
        <span>{ground.text}</span>
        {ground.kind === 'restriction' && <span className={classes.detail}> {says}.</span>}
      </div>
    </li>
  );
}

/**
 * What a ground means for the action asked about. A restriction can only forbid, and one that applies forbids nothing
 * below its level; everything else can only allow, or be something the action needs.
 */
export function weightOf({ kind, holds }: Pick<Ground, 'kind' | 'holds'>): keyof typeof MARKS {
  if (kind === 'restriction') return holds ? 'forbids' : 'forbids_not';
  return holds ? 'allows' : 'allows_not';
}
