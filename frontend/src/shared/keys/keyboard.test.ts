import { describe, expect, test } from 'vitest';
import { Keyboard, type Press } from './keyboard';
import { caps, KEY_IDS, KEYS, type KeyId } from './map';

const press = (code: string, key = '', more: Partial<Press> = {}): Press => ({
  code,
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const free = { typing: false, now: 0 };

function listening(...ids: KeyId[]) {
  const keyboard = new Keyboard();
  const done: string[] = [];
  for (const id of ids) keyboard.bind(id, () => done.push(id));
  return { keyboard, done };
}

test('no two keys have the same chord, except in elements of their own', () => {
  const chords = KEY_IDS.flatMap((id) => {
    const { chord, also, within = '' } = KEYS[id];
    const place = within.includes(',') ? '' : within.slice(0, 12);
    return [chord, ...(also ? [also] : [])].map((each) => `${each} ${place}`);
  });
  expect(chords).toEqual([...new Set(chords)]);
});

test('no key is also the beginning of others', () => {
  const chords = KEY_IDS.map((id) => KEYS[id].chord);
  for (const chord of chords) expect(chords.filter((other) => other.startsWith(`${chord} `))).toEqual([]);
});

describe('a press', () => {
  test('is known by its place, whatever letter the layout puts there', () => {
    const { keyboard, done } = listening('create', 'palette');
    keyboard.handle(press('KeyC', 'с'), free);
    keyboard.handle(press('KeyK', 'л', { ctrlKey: true }), free);
    expect(done).toEqual(['create', 'palette']);
  });

  test('is known by its sign where that stands elsewhere', () => {
    const { keyboard, done } = listening('sheet');
    keyboard.handle(press('Digit7', '?', { shiftKey: true }), free);
    expect(done).toEqual(['sheet']);
  });

  test('leaves text alone, except with Ctrl and for function keys', () => {
    const { keyboard, done } = listening('create', 'palette', 'next_region');
    const typing = { typing: true, now: 0 };
    expect(keyboard.handle(press('KeyC', 'c'), typing)).toBe(false);
    keyboard.handle(press('KeyK', 'k', { metaKey: true }), typing);
    keyboard.handle(press('F6', 'F6'), typing);
    expect(done).toEqual(['palette', 'next_region']);
  });

  test('of a single letter means nothing where these are switched off', () => {
    const { keyboard, done } = listening('create', 'palette', 'go_deals');
    keyboard.letters = false;
    for (const code of ['KeyC', 'KeyG', 'KeyD']) expect(keyboard.handle(press(code), free)).toBe(false);
    keyboard.handle(press('KeyK', 'k', { ctrlKey: true }), free);
    expect(done).toEqual(['palette']);
  });

  test('of a sign means nothing in a list either where these are switched off, of a named key it does', () => {
    const { keyboard, done } = listening('remove', 'peek');
    keyboard.letters = false;
    expect(keyboard.means(press('KeyX', 'ч'), 'select')).toBe(false);
    expect(keyboard.means(press('Space', ' '), 'select')).toBe(true);
    expect(keyboard.means(press('Comma', 'б'), 'stage_back')).toBe(false);
    keyboard.handle(press('Delete', 'Delete'), free);
    keyboard.handle(press('KeyP', 'з'), free);
    expect(done).toEqual(['remove']);
    keyboard.letters = true;
    expect(keyboard.means(press('KeyX', 'ч'), 'select')).toBe(true);
    expect(keyboard.means(press('KeyX', 'ч', { ctrlKey: true }), 'select')).toBe(false);
  });

  test('that text has a use for is left to it', () => {
    const { keyboard, done } = listening('undo', 'save');
    const typing = { typing: true, now: 0 };
    expect(keyboard.handle(press('KeyZ', 'я', { ctrlKey: true }), typing)).toBe(false);
    keyboard.handle(press('KeyS', 'ы', { ctrlKey: true }), typing);
    keyboard.handle(press('KeyZ', 'я', { ctrlKey: true }), free);
    expect(done).toEqual(['save', 'undo']);
  });

  test('is done by whoever bound it last when it is performed without a press', () => {
    const { keyboard, done } = listening('note');
    expect([keyboard.perform('note'), keyboard.perform('task')]).toEqual([true, false]);
    expect(done).toEqual(['note']);
  });

  test('with other keys held is another one', () => {
    const { keyboard, done } = listening('create', 'next_region');
    expect(keyboard.handle(press('KeyC', 'c', { ctrlKey: true }), free)).toBe(false);
    expect(keyboard.handle(press('F6', 'F6', { shiftKey: true }), free)).toBe(false);
    expect(done).toEqual([]);
  });

  test('goes to the page that bound it last, and back when that is gone', () => {
    const { keyboard, done } = listening('create');
    const stop = keyboard.bind('create', () => done.push('upper'));
    keyboard.handle(press('KeyC'), free);
    stop();
    keyboard.handle(press('KeyC'), free);
    expect(done).toEqual(['upper', 'create']);
  });
});

test('the frame leaves a key to the page, whichever of the two was there first', () => {
  const { keyboard, done } = listening('find');
  keyboard.bind('find', () => done.push('frame'), true);
  keyboard.handle(press('Slash'), free);
  expect(done).toEqual(['find']);
});

describe('keys one after the other', () => {
  test('are one command', () => {
    const { keyboard, done } = listening('go_contacts', 'create');
    expect(keyboard.handle(press('KeyG'), { typing: false, now: 0 })).toBe(true);
    keyboard.handle(press('KeyC'), { typing: false, now: 900 });
    expect(done).toEqual(['go_contacts']);
  });

  test('are two when too much time lies between them', () => {
    const { keyboard, done } = listening('go_contacts', 'create');
    keyboard.handle(press('KeyG'), { typing: false, now: 0 });
    keyboard.handle(press('KeyC'), { typing: false, now: 2000 });
    expect(done).toEqual(['create']);
  });

  test('of which the second means nothing do nothing', () => {
    const { keyboard, done } = listening('go_deals', 'create');
    keyboard.handle(press('KeyG'), free);
    keyboard.handle(press('KeyC'), free);
    expect(done).toEqual([]);
  });
});

test.each<[KeyId, string[][]]>([
  ['palette', [['Ctrl', 'K']]],
  ['go_deals', [['G'], ['D']]],
  ['sheet', [['?']]],
  ['navigation', [['[']]],
])('%s is printed as %j', (id, want) => {
  expect(caps(id)).toEqual(want);
});
