import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf, type Resources, resourceQuery, resources } from '@/shared/api';
import {
  clashWords,
  DraftNote,
  showToast,
  useErrorText,
  useProblem,
  useTyped,
  useUnsaved,
} from '@/shared/ui';
import classes from './admin.module.css';

/** What a form of one kind gets: the draft, a way to change it, and the office's words for each field. */
export interface FormProps<Item> {
  draft: Item;
  change: (part: Partial<Item>) => void;
  errors: Record<string, string>;
  isNew: boolean;
}

/** What a form of the administration edits; employees have one of their own. */
export type Editable = Exclude<keyof Resources, 'employees'>;

interface ResourceFormProps<Name extends Editable> {
  name: Name;
  held: Resources[Name] | undefined;
  empty: Omit<Resources[Name], 'id'>;
  form: (props: FormProps<Resources[Name]>) => ReactNode;
  onSaved: (saved: Resources[Name]) => void;
  onRemoved: () => void;
}

/**
 * Edits one item. Only changed fields are sent; what one has typed stays when the item changes elsewhere, and is kept
 * as a draft until it is saved or thrown away. Whoever leaves with changes is asked.
 */
export function ResourceForm<Name extends Editable>(props: ResourceFormProps<Name>) {
  type Item = Resources[Name];
  const { name, held, empty, form: Form, onSaved, onRemoved } = props;
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const { problem, errors, ...state } = useProblem();
  const [busy, setBusy] = useState(false);
  const [removing, setRemoving] = useState(false);
  const base = (held ?? { id: '', ...empty }) as Item;
  const { typed, restored, clash, type, drop } = useTyped<Item>(`${name}/${held?.id ?? 'new'}`, base);
  const draft = { ...base, ...typed } as Item;
  const changes = changesOf<Item>(held, draft);
  const dirty = Object.keys(changesOf<Item>(base, draft)).length > 0;

  const run = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    state.clear();
    try {
      await work();
      await queries.invalidateQueries({ queryKey: resourceQuery(name).queryKey });
      return true;
    } catch (error) {
      state.fail(error);
      return false;
    } finally {
      setBusy(false);
    }
  };

  const send = async (after: (saved: Item) => void) =>
    !clash &&
    run(async () => {
      const saved = held
        ? await resources.edit(name, held.id, changes, held.version)
        : await resources.create(name, changes);
      queries.setQueryData(
        resourceQuery(name).queryKey,
        (items) => items && [...items.filter((item) => item.id !== saved.id), saved],
      );
      drop();
      unsaved.settled();
      showToast(t('common.saved'));
      after(saved);
    });
  const unsaved = useUnsaved(dirty, () => send(() => {}), drop);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void send(onSaved);
  };

  const remove = () =>
    run(async () => {
      if (!held) return;
      await resources.remove(name, held.id, held.version);
      drop();
      unsaved.settled();
      showToast(t('common.removed', { name: held.name }));
      onRemoved();
    });

  return (
    <form
      ref={held ? null : focusFirst}
      className={classes.editor}
      onSubmit={save}
      noValidate
      aria-label={held?.name ?? t(`admin.sections.${name}.new`)}
    >
      <DraftNote restored={restored && dirty} clash={clash} onDiscard={drop} />
      <Form
        draft={draft}
        change={(part) => {
          state.touch(Object.keys(part));
          type(part);
        }}
        errors={{ ...clashWords(clash, t), ...errors }}
        isNew={held === undefined}
      />
      {problem !== undefined && (
        <div className={classes.problem} role="alert">
          {errorText(problem)}
        </div>
      )}
      <div className={classes.buttons}>
        <Button
          type="submit"
          loading={busy}
          disabled={clash !== undefined || (held !== undefined && !dirty)}
          data-testid="save"
        >
          {held ? t('common.save') : t('common.create')}
        </Button>
        {held && dirty && (
          <Button variant="default" onClick={drop}>
            {t('common.cancel')}
          </Button>
        )}
        {held && !removing && (
          <Button variant="subtle" color="red" className={classes.remove} onClick={() => setRemoving(true)}>
            {t('common.remove')}
          </Button>
        )}
        {held && removing && (
          <span className={classes.remove}>
            <Button
              color="red"
              loading={busy}
              onClick={() => void remove().finally(() => setRemoving(false))}
            >
              {t('admin.remove_sure', { name: held.name })}
            </Button>{' '}
            <Button variant="subtle" color="gray" onClick={() => setRemoving(false)}>
              {t('common.cancel')}
            </Button>
          </span>
        )}
      </div>
    </form>
  );
}

/** Whoever asks for something new wants to type its name. */
function focusFirst(form: HTMLFormElement | null): void {
  form?.querySelector('input')?.focus();
}
