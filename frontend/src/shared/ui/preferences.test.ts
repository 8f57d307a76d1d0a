import { expect, test } from 'vitest';
import { DEFAULTS, readPreferences } from './preferences';

test('keeps what was chosen', () => {
  const chosen = {
    density: 'comfortable',
    letters: false,
    start: 'contact',
    notifications: { comment: false },
    quiet: { from: '20:00', to: '07:00', days: [1] },
    signature: 'With kind regards',
  };
  expect(readPreferences(chosen)).toEqual(chosen);
});

test.each([
  ['nothing', {}],
  ['what a newer program may know', { density: 'tiny' }],
])('takes the defaults for %s', (_name, kept) => {
  expect(readPreferences(kept)).toEqual(DEFAULTS);
});
