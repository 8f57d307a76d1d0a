import { Button, Select, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Level, OrganisationDefault, Supervision, TypeDesign } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { DraftNote, FieldGrid, Section, useErrorText } from '@/shared/ui';
import classes from '../admin.module.css';
import { useEdited } from '../useEdited';
import { useTypeCalls } from './calls';
import { completeLabels, TypeNames } from './TypeNames';

const DEFAULTS: OrganisationDefault[] = ['private', 'view', 'edit', 'delete', 'parent'];
const CREATOR = ['view', 'edit', 'nothing'] as const;
const SUPERVISION = [
  'role_below',
  'reports',
  'department_head',
  'group_manager',
] as const satisfies (keyof Supervision)[];
const LEVELS: Level[] = ['none', 'view', 'edit', 'delete', 'authorize'];

type Settings = Pick<
  TypeDesign,
  'labels' | 'icon' | 'default' | 'creator_keeps' | 'comments' | 'exists_hint' | 'supervision'
>;

/** What a type is called, and the ground on which all other rights to it are added. */
export function TypeForm({ type }: { type: TypeDesign }) {
  const { t, i18n } = useTranslation();
  const calls = useTypeCalls();
  const errorText = useErrorText();
  const form = useEdited(`types/${type.name}`, pick(type), ({ labels, ...changes }) =>
    calls.change(type, { ...changes, ...(labels ? { labels: completeLabels(labels) } : {}) }),
  );
  const { draft, dirty, busy, problem, errors, change, save } = form;

  return (
    <form onSubmit={save} noValidate aria-label={typeLabel(type, i18n.language, 'many')}>
      <DraftNote restored={form.restored} clash={form.clash} onDiscard={form.undo} />
      <Section title={t('types.naming')}>
        <TypeNames draft={draft} errors={errors} change={change} />
      </Section>
      <Section title={t('types.default')} hint={t('types.default_hint')}>
        <FieldGrid>
          <Select
            label={t('types.everyone_may')}
            allowDeselect={false}
            data={DEFAULTS.filter((value) => value !== 'parent' || type.parent_field).map((value) => ({
              value,
              label: t(`types.defaults.${value}`),
            }))}
            value={draft.default}
            error={errors.default}
            onChange={(value) => change({ default: (value ?? 'private') as OrganisationDefault })}
          />
          <Select
            label={t('types.creator_keeps')}
            allowDeselect={false}
            data={CREATOR.map((value) => ({
              value,
              label: t(`level.${value === 'nothing' ? 'none' : value}`),
            }))}
            value={draft.creator_keeps || 'view'}
            error={errors.creator_keeps}
            onChange={(value) => change({ creator_keeps: value ?? 'view' })}
          />
        </FieldGrid>
      </Section>
      <Section title={t('types.supervision')} hint={t('types.supervision_hint')}>
        <FieldGrid>
          {SUPERVISION.map((kind) => (
            <Select
              key={kind}
              label={t(`types.supervisors.${kind}`)}
              allowDeselect={false}
              data={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
              value={draft.supervision?.[kind] || 'none'}
              onChange={(value) =>
                change({ supervision: { ...draft.supervision, [kind]: (value ?? 'none') as Level } })
              }
            />
          ))}
        </FieldGrid>
      </Section>
      <Section title={t('types.more')}>
        <Switch
          label={t('types.comments')}
          checked={draft.comments}
          onChange={(event) => change({ comments: event.currentTarget.checked })}
        />
        <Switch
          mt={8}
          label={t('types.exists_hint')}
          checked={draft.exists_hint}
          onChange={(event) => change({ exists_hint: event.currentTarget.checked })}
        />
      </Section>
      {problem !== undefined && (
        <div className={classes.problem} role="alert">
          {errorText(problem)}
        </div>
      )}
      <Button type="submit" loading={busy} disabled={!dirty}>
        {t('common.save')}
      </Button>
    </form>
  );
}

function pick(type: TypeDesign): Settings {
  const { labels, icon, comments, exists_hint, creator_keeps, supervision } = type;
  return {
    labels,
    icon,
    default: type.default,
    comments,
    exists_hint,
    ...(creator_keeps === undefined ? {} : { creator_keeps }),
    ...(supervision === undefined ? {} : { supervision }),
  };
}
