import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Level, parseFilter, type Restriction } from '@/shared/api';
import { FieldGrid } from '@/shared/ui';
import { ConditionEditor } from '../ConditionEditor';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';
import { TypeSelect } from '../TypeSelect';
import { PrincipalList } from './PrincipalList';

const LEVELS: Level[] = ['none', 'view', 'edit', 'delete'];

/** What is taken away again, whatever gave it. */
export function RestrictionsPage({ id }: { id: string | undefined }) {
  const { t } = useTranslation();
  return (
    <ResourcePage
      name="restrictions"
      id={id}
      empty={{
        name: '',
        type: 'deal',
        who: [{ kind: 'everyone', id: '' }],
        except: [],
        level: 'view',
        active: true,
      }}
      detail={(rule) =>
        `${t('admin.at_most', { level: t(`level.${rule.level}`) })}${rule.active ? '' : ` · ${t('admin.inactive')}`}`
      }
      form={RestrictionForm}
    />
  );
}

function RestrictionForm({ draft, change, errors }: FormProps<Restriction>) {
  const { t } = useTranslation();
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
          label={t('admin.highest_level')}
          allowDeselect={false}
          data={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
          value={draft.level}
          error={errors.level}
          onChange={(level) => change({ level: (level ?? 'view') as Level })}
        />
      </FieldGrid>
      <ConditionEditor
        type={draft.type}
        label={t('admin.restriction_condition')}
        filter={parseFilter(draft.filter)}
        error={errors.filter}
        onChange={(filter) => change({ filter: filter ?? null })}
      />
      <PrincipalList
        label={t('admin.restriction_who')}
        value={draft.who ?? []}
        error={errors.who}
        onChange={(who) => change({ who })}
      />
      <PrincipalList
        label={t('admin.restriction_except')}
        value={draft.except ?? []}
        error={errors.except}
        onChange={(except) => change({ except })}
      />
      <Switch
        label={t('admin.active')}
        checked={draft.active}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </>
  );
}
