import { useEffect, useRef } from 'react';
import { keyboard } from './keyboard';
import { KEYS, type KeyId } from './map';

type Actions = Partial<Record<KeyId, (() => void) | false | undefined>>;

/**
 * Gives keys a meaning while the component is on screen; a key without an action is free for others. The frame binds
 * `below`: its pages mount before it and may mean something else by the same key.
 */
export function useKeys(actions: Actions, below = false): void {
  const latest = useRef(actions);
  latest.current = actions;
  const names = (Object.keys(actions) as KeyId[]).filter((id) => actions[id]);
  const bound = names.join();
  useEffect(() => {
    const stops = bound
      .split(',')
      .filter((id): id is KeyId => id in KEYS)
      .map((id) =>
        keyboard.bind(
          id,
          () => {
            const run = latest.current[id];
            if (run) run();
          },
          below,
        ),
      );
    return () => {
      for (const stop of stops) stop();
    };
  }, [bound, below]);
}

/** Listens to the keys of the whole window; for the frame around all pages. */
export function useKeyboard(letters: boolean): void {
  useEffect(() => {
    keyboard.letters = letters;
  }, [letters]);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (inDialog()) {
        if (keyboard.means(event, 'save') && saveForm()) event.preventDefault();
        return;
      }
      const typing = isTyping(event.target);
      if (keyboard.handle(event, { typing, now: event.timeStamp })) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** Sends the form that holds the focus; says whether there is one. */
export function saveForm(): boolean {
  const form = document.activeElement?.closest('form');
  form?.requestSubmit();
  return form !== null && form !== undefined;
}

/** What lies over the page takes the keys: those of the page below would act unseen. */
function inDialog(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

// Lists that one opens choose by the letters typed, as text fields do.
const TYPED_INTO =
  'textarea, select, [contenteditable="true"], [role="menu"] *, [role="listbox"] *, [role="combobox"], ' +
  'input:not([type="checkbox"], [type="radio"], [type="button"])';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TYPED_INTO);
}
