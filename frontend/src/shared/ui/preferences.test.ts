import { expect, test } from 'vitest';
import { DEFAULTS, readPreferences } from './preferences';

test('keeps what was chosen', () => {
  const chosen = { density: 'comfortable', letters: false, start: 'contact' };
  expect(readPreferences(JSON.stringify(chosen))).toEqual(chosen);
});

test.each([
  ['nothing', undefined],
  ['no JSON', '{'],
  ['no object', '7'],
  ['null', 'null'],
  ['unknown values', '{"density":"tiny","letters":"yes","start":5}'],
])('takes the defaults for %s', (_name, kept) => {
  expect(readPreferences(kept)).toEqual(DEFAULTS);
});
