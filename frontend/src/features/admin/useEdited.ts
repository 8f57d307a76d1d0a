import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '@/shared/api';
import { clashWords, showToast, useProblem, useTyped, useUnsaved } from '@/shared/ui';

/**
 * The state of a form over what the office holds. Only changed fields are sent; what one has typed stays when the
 * rest changes elsewhere, until `send` has succeeded, and is kept as a draft of the place; secrets are not. Whoever
 * leaves with changes is asked.
 */
export function useEdited<Item extends object>(
  place: string,
  held: Item,
  send: (changes: Partial<Item>) => Promise<unknown>,
  secrets: readonly (keyof Item)[] = [],
) {
  const { t } = useTranslation();
  const { typed, restored, clash, type, drop } = useTyped<Item>(place, held, secrets);
  const { problem, errors, ...state } = useProblem();
  const [busy, setBusy] = useState(false);
  const draft = { ...held, ...typed };
  const changes = changesOf<Item>(held, draft);

  const dirty = Object.keys(changes).length > 0;

  const attempt = async (): Promise<boolean> => {
    if (clash) return false;
    setBusy(true);
    state.clear();
    try {
      await send(changes);
      drop();
      showToast(t('common.saved'));
      return true;
    } catch (error) {
      state.fail(error);
      return false;
    } finally {
      setBusy(false);
    }
  };

  useUnsaved(dirty, attempt, drop);
  const save = (event: FormEvent) => {
    event.preventDefault();
    void attempt();
  };

  return {
    draft,
    dirty,
    /** Whether changes stand in the form that were typed before it was opened. */
    restored: restored && dirty,
    /** Whether somebody else has changed the same meanwhile: nothing is saved before it is decided. */
    clash,
    busy,
    problem,
    errors: { ...clashWords(clash, t), ...errors },
    change: (part: Partial<Item>) => {
      state.touch(Object.keys(part));
      type(part);
    },
    undo: drop,
    save,
  };
}
