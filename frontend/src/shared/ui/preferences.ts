import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { storage } from '@/platform';
import { useMe } from '../api';

export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** What one person chose for this browser. */
export interface Preferences {
  density: Density;
  /** Whether single letters act as commands. */
  letters: boolean;
  /** Name of the type whose list the window opens with; empty for the one he works with most. */
  start: string;
}

export const DEFAULTS: Preferences = { density: 'compact', letters: true, start: '' };

/** Reads what was kept; anything malformed or unknown is as if it had never been chosen. */
export function readPreferences(kept: string | undefined): Preferences {
  const raw = parsed(kept);
  return {
    density: DENSITIES.find((known) => known === raw.density) ?? DEFAULTS.density,
    letters: typeof raw.letters === 'boolean' ? raw.letters : DEFAULTS.letters,
    start: typeof raw.start === 'string' ? raw.start : DEFAULTS.start,
  };
}

function parsed(kept: string | undefined): Record<string, unknown> {
  try {
    const raw: unknown = JSON.parse(kept ?? '{}');
    return typeof raw === 'object' && raw !== null ? { ...raw } : {};
  } catch {
    return {};
  }
}

const listeners = new Set<() => void>();

function listen(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

const keyOf = (employee: string) => `preferences.${employee}`;

/** The preferences of the employee who is signed in, and a way to change them. */
export function usePreferences() {
  const key = keyOf(useMe().employee.id);
  const kept = useSyncExternalStore(listen, () => storage.read(key));
  const change = useCallback(
    (part: Partial<Preferences>) => {
      storage.write(key, JSON.stringify({ ...readPreferences(storage.read(key)), ...part }));
      for (const changed of listeners) changed();
    },
    [key],
  );
  return { ...readPreferences(kept), change };
}

/** In pixels; the same as `--k-row`. */
const ROW_HEIGHTS: Record<Density, number> = { compact: 32, comfortable: 40 };

/** Below this width a row has two lines instead of columns. */
const PHONE = '(max-width: 760px)';
const TWO_LINES_HEIGHT = 56;

/** Whether rows of lists have two lines, and how high they then are. */
export function useRows(): { twoLines: boolean; rowHeight: number } {
  const twoLines = useMediaQuery(PHONE, false, { getInitialValueInEffect: false }) === true;
  const rowHeight = ROW_HEIGHTS[usePreferences().density];
  return { twoLines, rowHeight: twoLines ? TWO_LINES_HEIGHT : rowHeight };
}

/** Draws the whole window in the density of the employee. */
export function useDensity(): void {
  const { density } = usePreferences();
  useEffect(() => {
    document.documentElement.dataset.density = density;
    return () => {
      delete document.documentElement.dataset.density;
    };
  }, [density]);
}
