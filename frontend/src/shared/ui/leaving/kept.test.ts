import { describe, expect, test } from 'vitest';
import { decided, packed, standing, typedOver, unpacked } from './kept';

const nothing = { typed: {}, under: {} };

describe('what is kept of a form', () => {
  interface Form {
    login: string;
    password: string;
  }

  test('comes back as it was typed and over what, without its secrets', () => {
    const kept = typedOver<Form>(
      nothing,
      { login: 'otter', password: 'river-stone' },
      { login: 'fox', password: 'old-stone' },
    );
    const text = packed(kept, ['password']);
    expect(text).not.toContain('stone');
    expect(unpacked<Form>(text)).toEqual({ typed: { login: 'otter' }, under: { login: 'fox' } });
  });

  test('is nothing where only secrets were typed', () => {
    expect(packed<Form>({ typed: { password: 'river-stone' }, under: {} }, ['password'])).toBeUndefined();
  });

  test.each([undefined, 'no json', 'null', '[1]', '"text"', '{"login":"A"}', '{"typed":[1],"under":{}}'])(
    'is nothing where %s was kept',
    (text) => {
      expect(unpacked<Form>(text)).toEqual(nothing);
    },
  );

  test('what is never kept is not taken from what somebody else has written there', () => {
    const text = '{"typed":{"name":"A","administrator":true},"under":{"administrator":false}}';
    expect(unpacked(text, ['administrator' as never])).toEqual({ typed: { name: 'A' }, under: {} });
  });

  test('what cannot stand in the form is passed over', () => {
    const over = { name: 'A', groups: ['b'], matrix: { deal: {} } };
    const written = '{"typed":{"name":["x"],"groups":"x","matrix":[]},"under":{}}';
    expect(standing(unpacked<typeof over>(written), over)).toEqual({ typed: {}, theirs: {}, clashes: [] });
  });

  test('what was typed back to what stands below it is not kept', () => {
    const over = { name: 'Old', phones: ['1'] };
    const kept = typedOver<typeof over>(nothing, { name: 'New', phones: ['1'] }, over);
    expect(kept.typed).toEqual({ name: 'New' });
    expect(typedOver(kept, { name: 'Old' }, over)).toEqual(nothing);
  });
});

describe('what was typed over something that somebody else has changed since', () => {
  const monday = { name: 'Finance', matrix: { deal: { export: ['all'] }, task: {} }, groups: ['a', 'b'] };
  type Profile = typeof monday;
  const typed = typedOver<Profile>(
    nothing,
    { matrix: { ...monday.matrix, task: { view: ['all'] } }, groups: ['a', 'b', 'c'] },
    monday,
  );
  const draft = unpacked<Profile>(packed(typed, []));

  test('gives nobody back what was withdrawn, and loses nothing of either', () => {
    const friday = { ...monday, matrix: { deal: {}, task: {} }, groups: ['b', 'd'] } as unknown as Profile;
    const both = { matrix: { deal: {}, task: { view: ['all'] } }, groups: ['b', 'd', 'c'] };
    expect(standing(draft, friday)).toEqual({ typed: both, theirs: both, clashes: [] });
  });

  test('is gone where the other typed the same', () => {
    const friday = { ...monday, ...typed.typed } as Profile;
    expect(standing(draft, friday)).toEqual({ typed: {}, theirs: {}, clashes: [] });
  });

  test('clashes where both changed the same in another way, until it is decided', () => {
    const name = typedOver(draft, { name: 'Money' }, monday);
    const friday = { ...monday, name: 'Treasury' };
    expect(standing(name, friday).clashes).toEqual(['name']);
    const further = typedOver(name, { name: 'Moneys' }, friday);
    expect(standing(further, friday).clashes).toEqual(['name']);
    expect(standing(decided(further, friday, true), friday)).toMatchObject({
      typed: { ...typed.typed, name: 'Moneys' },
      clashes: [],
    });
    const taken = standing(decided(further, friday, false), friday);
    expect(taken).toMatchObject({ typed: typed.typed, clashes: [] });
  });

  test('keeps what nobody else touched where theirs is taken', () => {
    const held = { labels: { en: 'Deal', ru: 'Сделка' } };
    const mine = typedOver<typeof held>(nothing, { labels: { en: 'Sale', ru: 'Продажа' } }, held);
    const friday = { labels: { en: 'Trade', ru: 'Сделка' } };
    expect(standing(mine, friday)).toEqual({
      typed: { labels: { en: 'Sale', ru: 'Продажа' } },
      theirs: { labels: { en: 'Trade', ru: 'Продажа' } },
      clashes: ['labels'],
    });
    expect(standing(decided(mine, friday, false), friday).typed.labels?.ru).toBe('Продажа');
  });

  test('clashes where an order was changed by both', () => {
    const order = typedOver<Profile>(nothing, { groups: ['b', 'a'] }, monday);
    expect(standing(order, { ...monday, groups: ['a', 'b', 'c'] }).clashes).toEqual(['groups']);
  });
});
