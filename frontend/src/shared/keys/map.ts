/**
 * Every key of the window, once. A chord names physical keys (`KeyboardEvent.code`), so that it works whatever alphabet
 * the keyboard is set to; `mod` is Ctrl, on a Mac also Cmd; a blank stands between keys pressed one after the other.
 * Keys with `within` are handled by the element which matches that selector itself and stand here for the sheet only.
 */
interface Key {
  chord: string;
  /** Another chord that does the same. */
  also?: string;
  group: 'general' | 'go' | 'list' | 'record';
  /** A character that does the same wherever its key is. */
  character?: string;
  within?: string;
  /** Text that is being written has a use of its own for it. */
  notInText?: true;
}

const GRID = '[role="grid"]';
const MARKING = '[role="grid"][aria-multiselectable]';
const BOARD = '[data-board]';
const LISTED = `${GRID}, ${BOARD}`;

const map = {
  palette: { chord: 'mod+KeyK', group: 'general' },
  find: { chord: 'Slash', group: 'general' },
  create: { chord: 'KeyC', group: 'general' },
  sheet: { chord: 'shift+Slash', group: 'general', character: '?' },
  help: { chord: 'F1', group: 'general' },
  navigation: { chord: 'BracketLeft', group: 'general' },
  panel: { chord: 'BracketRight', group: 'general' },
  next_region: { chord: 'F6', group: 'general' },
  previous_region: { chord: 'shift+F6', group: 'general' },
  save: { chord: 'mod+KeyS', group: 'general' },
  undo: { chord: 'mod+KeyZ', group: 'general', notInText: true },
  go_home: { chord: 'KeyG KeyH', group: 'go' },
  go_inbox: { chord: 'KeyG KeyI', group: 'go' },
  go_deals: { chord: 'KeyG KeyD', group: 'go' },
  go_contacts: { chord: 'KeyG KeyC', group: 'go' },
  go_companies: { chord: 'KeyG KeyO', group: 'go' },
  go_tasks: { chord: 'KeyG KeyT', group: 'go' },
  go_employees: { chord: 'KeyG KeyE', group: 'go' },
  go_admin: { chord: 'KeyG KeyA', group: 'go' },
  go_settings: { chord: 'KeyG KeyS', group: 'go' },
  move: { chord: 'Arrows', group: 'list', within: LISTED },
  page: { chord: 'PageUp/PageDown', group: 'list', within: LISTED },
  row_ends: { chord: 'Home/End', group: 'list', within: GRID },
  lane_ends: { chord: 'Home/End', group: 'list', within: BOARD },
  ends: { chord: 'mod+Home/End', group: 'list', within: GRID },
  open: { chord: 'Enter', group: 'list', within: LISTED },
  peek: { chord: 'KeyP', group: 'list' },
  select: { chord: 'KeyX', also: 'Space', group: 'list', within: MARKING },
  select_range: { chord: 'shift+Arrows', group: 'list', within: MARKING },
  select_all: { chord: 'mod+KeyA', group: 'list', within: MARKING },
  edit_cell: { chord: 'F2', group: 'list', within: MARKING },
  edit_field: { chord: 'KeyE', group: 'list' },
  assign: { chord: 'KeyA', group: 'list' },
  remove: { chord: 'Delete', group: 'list' },
  give_up: { chord: 'Escape', group: 'list', within: LISTED },
  lift: { chord: 'Space', group: 'list', within: BOARD },
  filter: { chord: 'KeyF', group: 'list' },
  clear_filters: { chord: 'shift+KeyF', group: 'list' },
  before: { chord: 'mod+ArrowUp', group: 'record' },
  after: { chord: 'mod+ArrowDown', group: 'record' },
  stage_back: { chord: 'Comma', group: 'record', within: BOARD },
  stage_forward: { chord: 'Period', group: 'record', within: BOARD },
  note: { chord: 'KeyN', group: 'record' },
  task: { chord: 'KeyT', group: 'record' },
  message: { chord: 'KeyM', group: 'record' },
} as const satisfies Record<string, Key>;

export type KeyId = keyof typeof map;

export const KEYS: Readonly<Record<KeyId, Key>> = map;
export const KEY_IDS = Object.keys(map) as KeyId[];
export const KEY_GROUPS = ['general', 'go', 'list', 'record'] as const;

const CAPS: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  Escape: 'Esc',
  Delete: 'Del',
  Slash: '/',
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
  Arrows: '← ↑ ↓ →',
  ArrowUp: '↑',
  ArrowDown: '↓',
  'PageUp/PageDown': 'PgUp / PgDn',
  'Home/End': 'Home / End',
};

/** What is printed on the keys of a chord: the keys pressed together, for each press. */
export function caps(id: KeyId): string[][] {
  const { chord, character }: Key = KEYS[id];
  return character ? [[character]] : printed(chord);
}

/** The same of the other chord that a key has, if it has one. */
export function otherCaps(id: KeyId): string[][] | undefined {
  const { also }: Key = KEYS[id];
  return also === undefined ? undefined : printed(also);
}

function printed(chord: string): string[][] {
  return chord
    .split(' ')
    .map((press) => press.split('+').map((part) => CAPS[part] ?? part.replace(/^(Key|Digit)/, '')));
}
