import { expect, test } from 'vitest';
import { Confirming } from './confirming';

const question = { title: 'Dismiss?', text: 'It is gone then.', stay: 'Keep', sure: 'Dismiss' };

test.each([true, false])('a question stands until it is answered: %s', async (sure) => {
  const confirming = new Confirming();
  let told = 0;
  confirming.subscribe(() => {
    told += 1;
  });
  const answer = confirming.ask(question);
  expect(confirming.standing()).toBe(question);
  confirming.answer(sure);
  expect(await answer).toBe(sure);
  expect(confirming.standing()).toBeUndefined();
  expect(told).toBe(2);
});

test('whoever asks while a question stands gets no for an answer', async () => {
  const confirming = new Confirming();
  const first = confirming.ask(question);
  expect(await confirming.ask({ ...question, title: 'Another?' })).toBe(false);
  confirming.answer(true);
  expect(await first).toBe(true);
});
