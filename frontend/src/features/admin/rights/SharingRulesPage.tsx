import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Level, SharingRule } from '@/shared/api';
import { ConditionEditor } from '../ConditionEditor';
import { ActiveSwitch, NameInput, TypeAndLevel } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';
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
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <TypeAndLevel draft={draft} levels={LEVELS} label={t('admin.level')} errors={errors} change={change} />
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
          filter={source.filter}
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
      <ActiveSwitch active={draft.active} onChange={(active) => change({ active })} />
    </>
  );
}
