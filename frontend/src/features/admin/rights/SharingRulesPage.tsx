import { SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Level, parseFilter, type SharingRule } from '@/shared/api';
import { FieldGrid } from '@/shared/ui';
import { ConditionEditor } from '../ConditionEditor';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';
import { TypeSelect } from '../TypeSelect';
import { PrincipalList } from './PrincipalList';

const LEVELS: Level[] = ['view', 'edit', 'delete'];

/** What is shared beyond roles and defaults: by who is responsible, or by a condition on the record. */
export function SharingRulesPage({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  return (
    <ResourcePage
      name="sharing-rules"
      id={id}
      empty={{
        name: '',
        type: 'deal',
        source: { kind: 'responsible', principal: { kind: 'everyone', id: '' } },
        target: { kind: 'everyone', id: '' },
        level: 'view',
        active: true,
      }}
      detail={(rule) => `${t(`level.${rule.level}`)}${rule.active ? '' : ` · ${t('admin.inactive')}`}`}
      form={RuleForm}
    />
  );
}

function RuleForm({ draft, change, errors }: FormProps<SharingRule>) {
  const { t } = useTranslation();
  const { source } = draft;
  return (
    <>
      <TextInput
        label={t('admin.name')}
        required
        value={draft.name}
        error={errors.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <FieldGrid>
        <TypeSelect value={draft.type} error={errors.type} onChange={(type) => change({ type })} />
        <Select
          label={t('admin.level')}
          allowDeselect={false}
          data={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
          value={draft.level}
          error={errors.level}
          onChange={(level) => change({ level: (level ?? 'view') as Level })}
        />
      </FieldGrid>
      <SegmentedControl
        size="xs"
        aria-label={t('admin.source')}
        data={[
          { value: 'responsible', label: t('admin.source_responsible') },
          { value: 'condition', label: t('admin.source_condition') },
        ]}
        value={source.kind}
        onChange={(kind) =>
          change({
            source:
              kind === 'condition'
                ? { kind: 'condition', filter: { and: [] } }
                : { kind: 'responsible', principal: { kind: 'everyone', id: '' } },
          })
        }
      />
      {source.kind === 'responsible' ? (
        <PrincipalList
          single
          label={t('admin.source_who')}
          value={source.principal ? [source.principal] : []}
          error={errors.source}
          onChange={([principal]) =>
            change({ source: { kind: 'responsible', principal: principal ?? null } })
          }
        />
      ) : (
        <ConditionEditor
          type={draft.type}
          label={t('admin.condition')}
          filter={parseFilter(source.filter)}
          error={errors.source}
          onChange={(filter) => change({ source: { kind: 'condition', filter: filter ?? { and: [] } } })}
        />
      )}
      <PrincipalList
        single
        label={t('admin.target')}
        value={draft.target ? [draft.target] : []}
        error={errors.target}
        onChange={([target]) => change({ target: target ?? { kind: 'everyone', id: '' } })}
      />
      <Switch
        label={t('admin.active')}
        checked={draft.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </>
  );
}
