import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '@/shared/api';
import { showToast, useProblem } from '@/shared/ui';

/**
 * The state of a form over what the office holds. Only changed fields are sent; what one has typed stays when the
 * rest changes elsewhere, and until `send` has succeeded.
 */
export function useEdited<Item extends object>(
  held: Item,
  send: (changes: Partial<Item>) => Promise<unknown>,
) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<Partial<Item>>({});
  const { problem, errors, ...state } = useProblem();
  const [busy, setBusy] = useState(false);
  const draft = { ...held, ...typed };
  const changes = changesOf<Item>(held, draft);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    state.clear();
    try {
      await send(changes);
      setTyped({});
      showToast(t('common.saved'));
    } catch (error) {
      state.fail(error);
    } finally {
      setBusy(false);
    }
  };

  return {
    draft,
    dirty: Object.keys(changes).length > 0,
    busy,
    problem,
    errors,
    change: (part: Partial<Item>) => {
      state.touch(Object.keys(part));
      setTyped((now) => ({ ...now, ...part }));
    },
    undo: () => setTyped({}),
    save: (event: FormEvent) => void save(event),
  };
}
