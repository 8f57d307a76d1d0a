import { Button, Checkbox, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ApiError,
  api,
  type ElementType,
  type FieldKind,
  type FieldRight,
  typesQuery,
  useTypes,
} from '@/shared/api';
import { typeLabel } from '@/shared/i18n';
import { FieldGrid, showToast, useErrorText } from '@/shared/ui';
import classes from '../admin.module.css';

const KINDS: FieldKind[] = [
  'text',
  'long_text',
  'number',
  'percent',
  'money',
  'date',
  'date_time',
  'yes_no',
  'choice',
  'choices',
  'phone',
  'email',
  'url',
  'address',
  'employee',
  'link',
];
const RIGHTS: FieldRight[] = ['edit', 'read', 'masked', 'hidden'];

/** Adds a field of the company's own to a type. */
export function NewFieldDialog({ type, onClose }: { type: ElementType; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [draft, setDraft] = useState({
    name: '',
    en: '',
    ru: '',
    kind: 'text' as FieldKind,
    default_right: 'edit' as FieldRight,
    required: false,
    unique: false,
    target: 'company',
    choices: '',
  });
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const errors = problem instanceof ApiError ? problem.fields : {};
  const change = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const name = draft.name || slug(draft.en || draft.ru);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      await api.post(`/api/types/${type.name}/fields`, {
        name,
        kind: draft.kind,
        labels: { en: draft.en || draft.ru, ru: draft.ru || draft.en },
        required: draft.required,
        unique: draft.unique,
        default_right: draft.default_right,
        ...(draft.kind === 'link' ? { target: draft.target } : {}),
        ...(isChosen(draft.kind) ? { choices: toChoices(draft.choices) } : {}),
      });
      await queries.invalidateQueries({ queryKey: typesQuery.queryKey });
      showToast(t('types.field_added'));
      onClose();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('types.add_field')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void save(event)} noValidate>
        <Stack gap={10}>
          <FieldGrid>
            <TextInput
              label={t('types.label_en')}
              value={draft.en}
              error={errors.labels}
              onChange={(event) => change({ en: event.currentTarget.value })}
              data-autofocus
            />
            <TextInput
              label={t('types.label_ru')}
              value={draft.ru}
              onChange={(event) => change({ ru: event.currentTarget.value })}
            />
          </FieldGrid>
          <TextInput
            label={t('types.field_name')}
            description={t('types.field_name_hint')}
            value={name}
            error={errors.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <FieldGrid>
            <Select
              label={t('types.kind')}
              allowDeselect={false}
              data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
              value={draft.kind}
              error={errors.kind}
              onChange={(kind) => change({ kind: (kind ?? 'text') as FieldKind })}
            />
            <Select
              label={t('types.default_right')}
              allowDeselect={false}
              data={RIGHTS.map((value) => ({ value, label: t(`field_right.${value}`) }))}
              value={draft.default_right}
              error={errors.default_right}
              onChange={(right) => change({ default_right: (right ?? 'edit') as FieldRight })}
            />
          </FieldGrid>
          {draft.kind === 'link' && (
            <Select
              label={t('types.target')}
              allowDeselect={false}
              data={types.map((known) => ({
                value: known.name,
                label: typeLabel(known, i18n.language, 'one'),
              }))}
              value={draft.target}
              error={errors.target}
              onChange={(target) => change({ target: target ?? draft.target })}
            />
          )}
          {isChosen(draft.kind) && (
            <Textarea
              label={t('types.choices')}
              description={t('types.choices_hint')}
              autosize
              minRows={3}
              value={draft.choices}
              error={errors.choices}
              onChange={(event) => change({ choices: event.currentTarget.value })}
            />
          )}
          <Checkbox
            label={t('types.required')}
            checked={draft.required}
            onChange={(event) => change({ required: event.currentTarget.checked })}
          />
          <Checkbox
            label={t('types.unique')}
            checked={draft.unique}
            onChange={(event) => change({ unique: event.currentTarget.checked })}
          />
          {problem !== undefined && (
            <div className={classes.problem} role="alert">
              {errorText(problem)}
            </div>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('types.add_field')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const isChosen = (kind: FieldKind) => kind === 'choice' || kind === 'choices';

const LETTERS: Record<string, string> = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:c ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya'
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);

/** A name for the API made from a label: "Дата визита" gives "data_vizita". */
export function slug(text: string): string {
  const latin = [...text.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('');
  return latin
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 40);
}

/** One choice a line, "English | Русский" where both are given. */
export function toChoices(text: string) {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [en = '', ru = en] = line.split('|').map((part) => part.trim());
      return { value: slug(en) || en, labels: { en, ru } };
    });
}
