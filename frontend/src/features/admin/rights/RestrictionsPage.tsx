import { useTranslation } from 'react-i18next';
import type { Level, Restriction } from '@/shared/api';
import { ConditionEditor } from '../ConditionEditor';
import { ActiveSwitch, NameInput, TypeAndLevel } from '../FormParts';
import type { FormProps } from '../ResourceForm';
import { ResourcePage } from '../ResourcePage';
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
      <NameInput value={draft.name} error={errors.name} onChange={(name) => change({ name })} />
      <TypeAndLevel
        draft={draft}
        levels={LEVELS}
        label={t('admin.highest_level')}
        errors={errors}
        change={change}
      />
      <ConditionEditor
        type={draft.type}
        label={t('admin.restriction_condition')}
        filter={draft.filter}
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
      <ActiveSwitch active={draft.active} onChange={(active) => change({ active })} />
    </>
  );
}
