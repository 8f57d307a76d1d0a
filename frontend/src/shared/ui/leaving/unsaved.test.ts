import { describe, expect, test, vi } from 'vitest';
import { differing, packed, unpacked } from './kept';
import { settle } from './unsaved';

function forms(...saves: boolean[]) {
  return saves.map((saved) => ({ save: vi.fn(() => Promise.resolve(saved)), discard: vi.fn() }));
}

describe('leaving several unsaved forms', () => {
  test('goes on once all are saved', async () => {
    const all = forms(true, true);
    expect(await settle(all, 'save')).toBe(true);
    for (const { save, discard } of all) {
      expect(save).toHaveBeenCalledOnce();
      expect(discard).not.toHaveBeenCalled();
    }
  });

  test('stays at the first that the office refuses, and leaves the rest as they are', async () => {
    const all = forms(false, true);
    expect(await settle(all, 'save')).toBe(false);
    expect(all[1]?.save).not.toHaveBeenCalled();
    expect(all[1]?.discard).not.toHaveBeenCalled();
  });

  test('throws all away when told so, and saves none', async () => {
    const all = forms(true, true);
    expect(await settle(all, 'discard')).toBe(true);
    for (const { save, discard } of all) {
      expect(save).not.toHaveBeenCalled();
      expect(discard).toHaveBeenCalledOnce();
    }
  });

  test('touches nothing when one stays', async () => {
    const [form] = forms(true);
    expect(form && (await settle([form], 'stay'))).toBe(false);
    expect(form?.save).not.toHaveBeenCalled();
    expect(form?.discard).not.toHaveBeenCalled();
  });
});

describe('what is kept of a form', () => {
  interface Form {
    login: string;
    password: string;
  }

  test('comes back as it was typed, without its secrets', () => {
    const text = packed<Form>({ login: 'otter', password: 'river-stone' }, ['password']);
    expect(text).not.toContain('river');
    expect(unpacked<Form>(text)).toEqual({ login: 'otter' });
  });

  test('is nothing where only secrets were typed', () => {
    expect(packed<Form>({ password: 'river-stone' }, ['password'])).toBeUndefined();
  });

  test.each([undefined, 'no json', 'null', '[1]', '"text"'])('is nothing where %s was kept', (text) => {
    expect(unpacked<Form>(text)).toEqual({});
  });
});

test('what was typed back to what stands below it is not kept', () => {
  const typed = { name: 'New', phones: ['1'], city: undefined };
  expect(differing(typed, { name: 'Old', phones: ['1'] })).toEqual({ name: 'New' });
  expect(differing({ name: 'Old' }, { name: 'Old' })).toEqual({});
});

test('what is never kept is not taken from what somebody else has written there', () => {
  expect(unpacked('{"name":"A","administrator":true}', ['administrator' as never])).toEqual({ name: 'A' });
});
