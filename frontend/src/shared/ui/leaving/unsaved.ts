import { createContext } from 'react';

/** A form that holds what somebody has typed and not saved. */
export interface Unsaved {
  /** Saves without going anywhere; says whether the office took it. */
  save: () => Promise<boolean>;
  discard: () => void;
}

export type Answer = 'save' | 'discard' | 'stay';

/** Does with every form what was answered, and says whether one may leave: not when a form could not be saved. */
export async function settle(forms: Unsaved[], answer: Answer): Promise<boolean> {
  if (answer === 'stay') return false;
  for (const form of forms) {
    if (answer === 'discard') form.discard();
    else if (!(await form.save())) return false;
  }
  return true;
}

interface Leaving {
  /** Notes a form as unsaved, until what is returned is called. */
  enter: (form: Unsaved) => () => void;
  /** Asks about these forms, or about all where none are named; says whether one may leave. */
  ask: (forms?: Unsaved[]) => Promise<boolean>;
}

/** Without the office's frame around it nothing is asked. */
export const LeavingContext = createContext<Leaving>({
  enter: () => () => {},
  ask: () => Promise.resolve(true),
});
