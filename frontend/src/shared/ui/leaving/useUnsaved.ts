import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { LeavingContext, type Unsaved } from './unsaved';

/** Asks about everything that is not saved; says whether one may leave. */
export function useLeave(): () => Promise<boolean> {
  const { ask } = useContext(LeavingContext);
  return useCallback(() => ask(), [ask]);
}

/**
 * Has everybody asked who leaves a form with unsaved changes. `settled` is called once they are saved, before the page
 * is changed by the form itself; `leave` asks about this form alone, as a dialog does that closes.
 */
export function useUnsaved(dirty: boolean, save: () => Promise<boolean>, discard: () => void = () => {}) {
  const { enter, ask } = useContext(LeavingContext);
  const latest = useRef({ dirty, save, discard });
  latest.current = { dirty, save, discard };
  const [form] = useState<Unsaved>(() => ({
    save: () => latest.current.save(),
    discard: () => latest.current.discard(),
  }));
  const exit = useRef(() => {});
  useEffect(() => {
    if (!dirty) return;
    exit.current = enter(form);
    return exit.current;
  }, [dirty, enter, form]);
  return {
    settled: () => exit.current(),
    leave: async (go: () => void) => {
      if (latest.current.dirty && !(await ask([form]))) return;
      exit.current();
      go();
    },
  };
}
