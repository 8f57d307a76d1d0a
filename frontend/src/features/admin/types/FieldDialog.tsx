import { Button, Group, Modal, Select, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldDesign, type FieldRight, type ResultKind, type TypeDesign, useTypes } from '@/shared/api';
import { label, typeLabel } from '@/shared/i18n';
import { FieldGrid, showToast, useErrorText, useProblem, useSectionTitle, useUnsaved } from '@/shared/ui';
import { ChoicesEditor } from './ChoicesEditor';
import { useTypeCalls } from './calls';
import { DependenceInput } from './DependenceInput';
import { FormulaInput } from './FormulaInput';
import {
  canBeFast,
  canBeSearched,
  canBeUnique,
  hasChoices,
  KINDS,
  nameOf,
  newField,
  takenLabel,
  toSent,
} from './fields';
import { LabelInputs } from './LabelInputs';
import { ReverseInput } from './ReverseInput';
import { ShowIfInput } from './ShowIfInput';
import { StartInput } from './StartInput';
import classes from './types.module.css';

const RESULTS: ResultKind[] = ['number', 'percent', 'money'];
const RIGHTS: FieldRight[] = ['edit', 'read', 'masked', 'hidden'];

interface FieldDialogProps {
  type: TypeDesign;
  /** The field to change; none makes a new one, and further ones after it. */
  field?: FieldDesign | undefined;
  /** Where a new field is to stand. */
  section?: string | undefined;
  onClose: () => void;
}

/** Makes fields of the company's own one after the other, or changes one. */
export function FieldDialog({ type, field, section, onClose }: FieldDialogProps) {
  const { t, i18n } = useTranslation();
  const calls = useTypeCalls();
  const errorText = useErrorText();
  const { problem, errors, ...state } = useProblem();
  const [begun, setBegun] = useState<FieldDesign>(() => field ?? newField(type, section));
  const [draft, setDraft] = useState(begun);
  const [added, setAdded] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const isNew = field === undefined;
  const alike = takenLabel(draft, type);
  const change = (part: Partial<FieldDesign>) => {
    state.touch(Object.keys(part));
    setDraft((now) => ({ ...now, ...part }));
  };

  const save = async (another: boolean): Promise<boolean> => {
    setBusy(true);
    state.clear();
    try {
      const body = toSent(draft, type, isNew);
      await (isNew ? calls.addField(type, body) : calls.changeField(type, field, body));
      if (!another) showToast(t(isNew ? 'types.field_added' : 'common.saved'));
      if (!another) {
        onClose();
        return true;
      }
      setAdded([...added, label(draft.labels, i18n.language) || nameOf(draft, type)]);
      const next = newField(type, draft.section);
      setBegun(next);
      setDraft(next);
    } catch (error) {
      state.fail(error);
    }
    setBusy(false);
    return false;
  };
  const unsaved = useUnsaved(JSON.stringify(draft) !== JSON.stringify(begun), () => save(false));
  const close = () => void unsaved.leave(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(isNew);
  };

  return (
    <Modal
      opened
      size={760}
      onClose={close}
      closeOnEscape={false}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && isOwn(event)) close();
      }}
      title={t(isNew ? 'types.add_field' : 'types.edit_field')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={submit} noValidate>
        {added.length > 0 && (
          <p className={classes.added} role="status">
            {t('types.added', { name: added.at(-1) })}
          </p>
        )}
        <Stack gap={12} key={added.length}>
          <LabelInputs
            labels={draft.labels}
            error={errors.labels}
            warning={alike && t('types.label_taken', { name: alike })}
            autoFocus
            onChange={(labels) => change({ labels })}
          />
          {isNew && <Nature type={type} draft={draft} errors={errors} change={change} />}
          {draft.kind === 'link' && draft.target !== '' && (
            <ReverseInput draft={draft} errors={errors} change={change} />
          )}
          {hasChoices(draft.kind) && (
            <ChoicesEditor field={draft} error={errors.choices} onChange={(choices) => change({ choices })} />
          )}
          {draft.kind === 'choice' && (
            <DependenceInput type={type} field={draft} error={errors.depends_on} onChange={change} />
          )}
          {draft.kind === 'calculated' ? (
            <FormulaInput
              type={type}
              field={draft}
              error={errors.formula}
              onChange={(formula) => change({ formula })}
            />
          ) : (
            <Demands draft={draft} errors={errors} change={change} />
          )}
          <ShowIfInput
            type={type}
            field={draft}
            error={errors.show_if}
            onChange={(show_if) => change({ show_if })}
          />
          <Rights type={type} draft={draft} errors={errors} change={change} />
          {problem !== undefined && (
            <div className={classes.problem} role="alert">
              {errorText(problem)}
            </div>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            {isNew ? (
              <>
                <Button
                  variant="default"
                  disabled={busy}
                  onClick={() => void save(false)}
                  data-testid="save-field"
                >
                  {t('types.add_field')}
                </Button>
                <Button type="submit" loading={busy}>
                  {t('types.add_another')}
                </Button>
              </>
            ) : (
              <Button type="submit" loading={busy} data-testid="save-field">
                {t('common.save')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Whether a key was pressed in the dialog itself: what has opened over it closes first. */
function isOwn({ currentTarget, target }: KeyboardEvent<HTMLElement>): boolean {
  return (
    target instanceof Element &&
    currentTarget.contains(target) &&
    target.getAttribute('aria-expanded') !== 'true'
  );
}

interface PartProps {
  type: TypeDesign;
  draft: FieldDesign;
  errors: Record<string, string>;
  change: (part: Partial<FieldDesign>) => void;
}

/** What people have to keep to who fill the field in, and what is filled in for them. */
function Demands({ draft, errors, change }: Omit<PartProps, 'type'>) {
  const { t } = useTranslation();
  return (
    <>
      <Group gap="lg">
        <Switch
          label={t('types.required')}
          checked={draft.required}
          onChange={(event) => change({ required: event.currentTarget.checked })}
        />
        {canBeUnique(draft.kind) && (
          <Switch
            label={t('types.unique')}
            checked={draft.unique}
            error={errors.unique}
            onChange={(event) => change({ unique: event.currentTarget.checked })}
          />
        )}
        {draft.kind === 'file' && (
          <Switch
            label={t('types.image')}
            checked={draft.image ?? false}
            onChange={(event) => change({ image: event.currentTarget.checked })}
          />
        )}
        {canBeSearched(draft.kind) && (
          <Switch
            label={t('types.in_search')}
            checked={draft.in_search}
            onChange={(event) => change({ in_search: event.currentTarget.checked })}
          />
        )}
        {canBeFast(draft.kind) && (
          <Switch
            label={t('types.fast')}
            checked={draft.fast ?? false}
            error={errors.fast}
            onChange={(event) => change({ fast: event.currentTarget.checked })}
          />
        )}
      </Group>
      <StartInput
        key={draft.kind}
        field={draft}
        error={errors.default}
        onChange={(start) => change({ default: start })}
      />
    </>
  );
}

/** What cannot be changed later: the kind, where a link leads, the name in the API. */
function Nature({ type, draft, errors, change }: PartProps) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  return (
    <>
      <FieldGrid>
        <Select
          label={t('types.kind')}
          searchable
          selectFirstOptionOnChange
          nothingFoundMessage={t('common.nothing_found')}
          allowDeselect={false}
          maxDropdownHeight={360}
          data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={draft.kind}
          error={errors.kind}
          onChange={(value) => {
            const kind = (value ?? 'text') as FieldDesign['kind'];
            change({ kind, default: null, result: kind === 'calculated' ? 'number' : '' });
          }}
        />
        <TextInput
          label={t('types.field_name')}
          value={nameOf(draft, type)}
          error={errors.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
      </FieldGrid>
      <p className={classes.hint}>{t('types.field_name_hint')}</p>
      {draft.kind === 'calculated' && (
        <Select
          label={t('types.result')}
          allowDeselect={false}
          data={RESULTS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={draft.result}
          error={errors.result}
          onChange={(result) => change({ result: (result ?? 'number') as ResultKind })}
        />
      )}
      {draft.kind === 'link' && (
        <Select
          label={t('types.target')}
          allowDeselect={false}
          searchable
          data={types.map((known) => ({
            value: known.name,
            label: typeLabel(known, i18n.language, 'one'),
          }))}
          value={draft.target}
          error={errors.target}
          onChange={(target) => change({ target: target ?? draft.target })}
        />
      )}
    </>
  );
}

/** Where the field stands, and who may do what with it. */
function Rights({ type, draft, errors, change }: PartProps) {
  const { t } = useTranslation();
  const sectionTitle = useSectionTitle();
  const sections = type.sections.map((section) => ({ value: section.name, label: sectionTitle(section) }));
  return (
    <FieldGrid>
      <Select
        label={t('types.section')}
        allowDeselect={false}
        data={sections.length > 0 ? sections : [{ value: 'main', label: t('section.main') }]}
        value={draft.section}
        onChange={(section) => change({ section: section ?? draft.section })}
      />
      <Select
        label={t('types.default_right')}
        allowDeselect={false}
        data={RIGHTS.map((value) => ({ value, label: t(`field_right.${value}`) }))}
        value={draft.default_right}
        error={errors.default_right}
        onChange={(right) => change({ default_right: (right ?? 'edit') as FieldRight })}
      />
      <Select
        label={t('types.cap')}
        description={t('types.cap_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        data={['' as const, 'read' as const, 'masked' as const, 'hidden' as const].map((value) => ({
          value,
          label: value === '' ? t('types.no_cap') : t(`field_right.${value}`),
        }))}
        value={draft.cap === 'edit' ? '' : draft.cap}
        error={errors.cap}
        onChange={(cap) => change({ cap: (cap ?? '') as FieldDesign['cap'] })}
      />
    </FieldGrid>
  );
}
