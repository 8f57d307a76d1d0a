import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf, type OrganisationDefault, type TypeDesign } from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import {
  DraftNote,
  FieldGrid,
  Section,
  showToast,
  useErrorText,
  useProblem,
  useTyped,
  useUnsaved,
} from '@/shared/ui';
import adminClasses from '../admin.module.css';
import { useTypeCalls } from './calls';
import { freeName, slug } from './slug';
import { completeLabels, type NamesAndIcon, TypeNames } from './TypeNames';

interface Draft extends NamesAndIcon {
  name: string;
  default: OrganisationDefault;
  /** The type whose actions every profile gets on the new one. */
  rights_like: string;
}

const EMPTY: Draft = {
  labels: { one: {}, many: {} },
  icon: 'box',
  name: '',
  default: 'view',
  rights_like: 'deal',
};
const DEFAULTS: OrganisationDefault[] = ['private', 'view', 'edit', 'delete'];

/** Makes a type of the company's own; its fields are added afterwards. */
export function NewTypeForm({ types }: { types: TypeDesign[] }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const calls = useTypeCalls();
  const errorText = useErrorText();
  const { problem, errors, ...state } = useProblem();
  const [busy, setBusy] = useState(false);
  const { typed, restored, type, drop } = useTyped<Draft>('types/new', EMPTY);
  const draft = { ...EMPTY, ...typed };
  const dirty = Object.keys(changesOf(EMPTY, draft)).length > 0;
  const { one } = draft.labels;
  const made = slug(one.en || one.ru || '');
  const name =
    draft.name ||
    (made &&
      freeName(
        made,
        types.map((type) => type.name),
      ));
  const change = (part: Partial<Draft>) => {
    state.touch(Object.keys(part));
    type(part);
  };

  const attempt = async (after: () => unknown): Promise<boolean> => {
    setBusy(true);
    state.clear();
    try {
      await calls.create({
        ...draft,
        name,
        labels: completeLabels(draft.labels),
        exists_hint: draft.default !== 'private',
      });
      drop();
      unsaved.settled();
      showToast(t('types.created'));
      await after();
      return true;
    } catch (error) {
      state.fail(error);
      setBusy(false);
      return false;
    }
  };
  const unsaved = useUnsaved(dirty, () => attempt(() => {}), drop);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void attempt(() => navigate({ to: '/admin/$section/$id', params: { section: 'types', id: name } }));
  };

  return (
    <form className={adminClasses.editor} onSubmit={save} noValidate aria-label={t('types.new')}>
      <DraftNote restored={restored && dirty} onDiscard={drop} />
      <Section title={t('types.new')} hint={t('types.new_hint')}>
        <TypeNames draft={draft} errors={errors} change={change} />
      </Section>
      <Section title={t('types.default')} hint={t('types.default_hint')}>
        <FieldGrid>
          <Select
            label={t('types.everyone_may')}
            allowDeselect={false}
            data={DEFAULTS.map((value) => ({ value, label: t(`types.defaults.${value}`) }))}
            value={draft.default}
            error={errors.default}
            onChange={(value) => change({ default: (value ?? 'view') as OrganisationDefault })}
          />
          <Select
            label={t('types.rights_like')}
            description={t('types.rights_like_hint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDeselect={false}
            data={[
              { value: '', label: t('types.nobody_yet') },
              ...types
                .filter((type) => !type.archived)
                .map((type) => ({ value: type.name, label: typeLabel(type, i18n.language, 'many') })),
            ]}
            value={draft.rights_like}
            error={errors.rights_like}
            onChange={(like) => change({ rights_like: like ?? '' })}
          />
        </FieldGrid>
        <TextInput
          mt={10}
          label={t('types.field_name')}
          description={t('types.field_name_hint')}
          value={name}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </Section>
      {problem !== undefined && (
        <div className={adminClasses.problem} role="alert">
          {errorText(problem)}
        </div>
      )}
      <div className={adminClasses.buttons}>
        <Button type="submit" loading={busy} data-testid="save-type">
          {t('common.create')}
        </Button>
      </div>
    </form>
  );
}
