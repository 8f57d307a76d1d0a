import { describe, expect, test } from 'vitest';
import { ApiError } from './client';

describe('a refusal of the office', () => {
  test('names what uses the thing one wanted to remove, as the office sends it', () => {
    const problem = {
      kind: 'conflict' as const,
      key: 'administration.in_use',
      detail: 'This is in use.',
      used_by: [
        { kind: 'position', id: 'a', name: 'Manager' },
        { kind: 'group', id: 'b', name: 'Tenders' },
      ],
    };
    const error = new ApiError(409, problem);
    expect(error.usedBy).toEqual(['Manager', 'Tenders']);
    expect(error.message).toBe('This is in use.');
  });

  test('without a body is told by its status', () => {
    const error = new ApiError(503, {}, 7);
    expect([error.kind, error.usedBy, error.retryAfter]).toEqual(['unavailable', [], 7]);
  });
});
