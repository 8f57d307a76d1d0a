import { useMediaQuery } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { startTransition, useEffect, useOptimistic } from 'react';
import { api, type Me, meQuery, type QuietHours, useMe } from '../api';
import { useShowError } from './toasts';

export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** What one person chose for himself, on whatever computer. */
export interface Preferences {
  density: Density;
  /** Whether single letters act as commands. */
  letters: boolean;
  /** Name of the type whose list the window opens with; empty for the one he works with most. */
  start: string;
  /** Of what he wants to be told, by kind; a kind that is absent is wanted. */
  notifications: Record<string, boolean>;
  /** When what he is told does not call him. */
  quiet: QuietHours;
  /** Stands under his letters. */
  signature: string;
}

export const DEFAULTS: Preferences = {
  density: 'compact',
  letters: true,
  start: '',
  notifications: {},
  quiet: { from: '19:00', to: '08:00', days: [] },
  signature: '',
};

/** What the office keeps of a person; anything unknown is as if it had never been chosen. */
export function readPreferences(kept: Me['preferences']): Preferences {
  return {
    density: DENSITIES.find((known) => known === kept.density) ?? DEFAULTS.density,
    letters: kept.letters ?? DEFAULTS.letters,
    start: kept.start ?? DEFAULTS.start,
    notifications: kept.notifications ?? DEFAULTS.notifications,
    quiet: kept.quiet ?? DEFAULTS.quiet,
    signature: kept.signature ?? DEFAULTS.signature,
  };
}

/** The preferences of the employee who is signed in, and a way to change them: at once on screen, then kept by the office. */
export function usePreferences() {
  const queries = useQueryClient();
  const showError = useShowError();
  // A switch must stand where it was put before its event is over; what is kept reaches it a moment later.
  const [shown, show] = useOptimistic(useMe().preferences, (kept, part: Partial<Preferences>) => ({
    ...kept,
    ...part,
  }));
  const change = (part: Partial<Preferences>) =>
    startTransition(async () => {
      show(part);
      // An answer under way was given before this choice.
      await queries.cancelQueries({ queryKey: meQuery.queryKey });
      queries.setQueryData(
        meQuery.queryKey,
        (me) => me && { ...me, preferences: { ...me.preferences, ...part } },
      );
      try {
        await api.patch('/api/me', { preferences: part });
      } catch (error) {
        showError(error);
        await queries.invalidateQueries({ queryKey: meQuery.queryKey });
      }
    });
  return { ...readPreferences(shown), change };
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
