import { expect, test } from 'vitest';
import { neighboursIn } from './useNeighbours';

test('a record has the neighbours of its list, and none where it does not stand', () => {
  expect(neighboursIn(['a', 'b', 'c'], 'b')).toEqual({ before: 'a', after: 'c' });
  expect(neighboursIn(['a', 'b', 'c'], 'a')).toEqual({ before: undefined, after: 'b' });
  expect(neighboursIn(['a', 'b', 'c'], 'c')).toEqual({ before: 'b', after: undefined });
  expect(neighboursIn(['a'], 'z')).toEqual({ before: undefined, after: undefined });
});
