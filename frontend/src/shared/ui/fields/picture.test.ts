import { describe, expect, it } from 'vitest';
import { fitting } from './picture';

describe('fitting', () => {
  it.each([
    [4000, 3000, 1024, 768],
    [3000, 4000, 768, 1024],
    [1024, 10, 1024, 10],
    [100, 50, 100, 50],
    [100_000, 1, 1024, 1],
  ])('draws %i × %i as %i × %i', (width, height, wide, high) => {
    expect(fitting(width, height)).toEqual({ width: wide, height: high });
  });
});
