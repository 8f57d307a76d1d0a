import { expect, test } from 'vitest';
import { readPrompt } from './prompt';

test.each([
  ['  pump ', 'all', 'pump'],
  ['> dark', 'commands', 'dark'],
  ['@ivanova', 'employees', 'ivanova'],
  ['#1024', 'number', '1024'],
  ['', 'all', ''],
  ['a > b', 'all', 'a > b'],
])('%j asks for %s: %j', (typed, scope, text) => {
  expect(readPrompt(typed)).toEqual({ scope, text });
});
