import { expect, test } from 'vitest';
import type { Profile, ReachSetting } from '@/shared/api';
import { union } from './AbilitiesRail';

const profile = (view?: ReachSetting): Profile => ({
  id: 'p',
  name: 'p',
  matrix: { deal: view === undefined ? {} : { view } },
});

test('several profiles reach as far as all of them together', () => {
  expect(union([profile('own'), profile(['branch', 'own'])], 'deal', 'view')).toEqual(['own', 'branch']);
});

test('all absorbs the others', () => {
  expect(union([profile('own'), profile('all')], 'deal', 'view')).toEqual(['all']);
});

test('no word and none give nothing', () => {
  expect(union([profile(undefined), profile('none')], 'deal', 'view')).toEqual([]);
});
