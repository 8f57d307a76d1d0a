import { expect, test } from 'vitest';
import { UndoStack } from './undo';

function stack() {
  const undo = new UndoStack();
  const taken: string[] = [];
  const take = () => undo.take(({ id }) => taken.push(id));
  const push = (id: string) => undo.push({ id, run: () => {} });
  return { undo, taken, take, push };
}

test('what was done last is taken back first', () => {
  const { taken, take, push } = stack();
  push('one');
  push('two');
  take();
  take();
  take();
  expect(taken).toEqual(['two', 'one']);
});

test('a change that is on its way is waited for', () => {
  const { undo, taken, take, push } = stack();
  push('earlier');
  const arrived = undo.begin();
  take();
  expect(taken).toEqual([]);
  push('later');
  arrived();
  arrived();
  expect(taken).toEqual(['later']);
});

test('after a change that was refused, the one before it is taken back', () => {
  const { undo, taken, take, push } = stack();
  push('earlier');
  const arrived = undo.begin();
  take();
  arrived();
  expect(taken).toEqual(['earlier']);
});

test('what another person did at this desk is forgotten', () => {
  const { undo, taken, take, push } = stack();
  push('one');
  const arrived = undo.begin();
  take();
  undo.forget();
  arrived();
  take();
  expect(taken).toEqual([]);
});
