import { beforeEach, expect, test, vi } from 'vitest';
import { keptDraft } from './keptDraft';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

const draft = {
  values: { name: 'Quay', minutes: '5', about: { type: 'deal', id: '1' } },
  names: { 1: 'Crane' },
};

test('is there again, for whoever typed it, until it is dropped', () => {
  keptDraft('anna', 'call.deal.1').write(draft);
  expect(keptDraft('anna', 'call.deal.1').read()).toEqual(draft);
  expect(keptDraft('boris', 'call.deal.1').read()).toBeUndefined();
  expect(keptDraft('anna', 'meeting.deal.1').read()).toBeUndefined();
  keptDraft('anna', 'call.deal.1').drop();
  expect(keptDraft('anna', 'call.deal.1').read()).toBeUndefined();
});

test.each(['', '{', '[]', 'null', '{"values":[],"names":{}}', '{"values":{}}'])(
  'takes %j for no draft',
  (text) => {
    const place = keptDraft('anna', 'call.deal.1');
    place.write(draft);
    for (const key of kept.keys()) kept.set(key, text);
    expect(place.read()).toBeUndefined();
  },
);
