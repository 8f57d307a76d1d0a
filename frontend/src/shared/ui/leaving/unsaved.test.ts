import { describe, expect, test, vi } from 'vitest';
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
