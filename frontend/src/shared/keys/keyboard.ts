import { KEY_IDS, KEYS, type KeyId } from './map';

/** The keys pressed together, of which a `KeyboardEvent` is one. */
export interface Press {
  code: string;
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

interface Situation {
  /** Somebody is writing text: only keys with Ctrl and function keys are meant for the window. */
  typing: boolean;
  now: number;
}

const SEQUENCE_MS = 1500;

/** Finds what a press means among the keys that the pages on screen have bound; the one bound last comes first. */
export class Keyboard {
  /** Whether single letters and signs act at all. */
  letters = true;
  private readonly bound = new Map<KeyId, (() => void)[]>();
  private begun: { press: string; until: number } | undefined;

  /** Binds an action to a key until the answered function is called; `below` leaves the key to whoever binds it too. */
  bind(id: KeyId, run: () => void, below = false): () => void {
    const others = this.bound.get(id) ?? [];
    this.bound.set(id, below ? [run, ...others] : [...others, run]);
    return () => {
      const rest = (this.bound.get(id) ?? []).filter((other) => other !== run);
      if (rest.length > 0) this.bound.set(id, rest);
      else this.bound.delete(id);
    };
  }

  isBound(id: KeyId): boolean {
    return this.bound.has(id);
  }

  /** Does what the press means; says whether it meant anything. */
  handle(event: Press, { typing, now }: Situation): boolean {
    const press = spelled(event);
    const before = this.begun && now < this.begun.until ? this.begun.press : undefined;
    if (isModifier(event.code)) return false;
    this.begun = undefined;
    if (typing && !isCommand(event)) return false;
    if (!this.letters && isSign(event)) return false;
    if (before) {
      this.run((chord) => chord === `${before} ${press}`);
      return true;
    }
    if (this.has((chord) => chord.startsWith(`${press} `))) {
      this.begun = { press, until: now + SEQUENCE_MS };
      return true;
    }
    // A sign stands elsewhere in some layouts, where its place has another meaning.
    return (
      this.run((_, { character }) => character === event.key && isSign(event)) ||
      this.run((chord, { notInText }) => chord === press && !(typing && notInText))
    );
  }

  /** Says whether a press is the chord of a key, for elements that handle their keys themselves. */
  means(event: Press, id: KeyId): boolean {
    if (!this.letters && isSign(event)) return false;
    const press = spelled(event);
    return KEYS[id].chord === press || KEYS[id].also === press;
  }

  /** Does what a key means just now, as if it were pressed; says whether it means anything. */
  perform(id: KeyId): boolean {
    const run = this.bound.get(id)?.at(-1);
    run?.();
    return run !== undefined;
  }

  private has(fits: (chord: string) => boolean): boolean {
    return KEY_IDS.some((id) => this.isBound(id) && fits(KEYS[id].chord));
  }

  private run(fits: (chord: string, key: (typeof KEYS)[KeyId]) => boolean): boolean {
    const id = KEY_IDS.find((each) => this.isBound(each) && fits(KEYS[each].chord, KEYS[each]));
    return id !== undefined && this.perform(id);
  }
}

function spelled({ code, ctrlKey, metaKey, shiftKey, altKey }: Press): string {
  const held = [ctrlKey || metaKey ? 'mod+' : '', altKey ? 'alt+' : '', shiftKey ? 'shift+' : ''];
  return held.join('') + code;
}

function isModifier(code: string): boolean {
  return /^(Shift|Control|Alt|Meta)/.test(code);
}

function isCommand({ code, ctrlKey, metaKey }: Press): boolean {
  return ctrlKey || metaKey || /^F\d/.test(code);
}

/** A letter, digit or sign by itself: what one also says to a computer that listens (WCAG 2.1.4). */
function isSign(event: Press): boolean {
  return !isCommand(event) && event.code !== 'Space' && !NAMED.test(event.code);
}

const NAMED = /^(Arrow|Page|Home|End|Enter|NumpadEnter|Escape|Delete|Insert|Backspace|Tab)/;

export const keyboard = new Keyboard();
