import type { TFunction } from 'i18next';

/** What was typed into a form and what somebody else made of the same meanwhile. */
export interface Clash {
  /** Of which fields. */
  names: string[];
  /** Whether the form shows what the other made of them. */
  looking: boolean;
  look: (atTheirs: boolean) => void;
  /** Decides for what was typed, or for what the office holds now. */
  decide: (forTyped: boolean) => void;
}

/** The words that stand at each field that clashes. */
export function clashWords(clash: Clash | undefined, t: TFunction): Record<string, string> {
  const words = t('leaving.clashing');
  return Object.fromEntries((clash?.names ?? []).map((name) => [name, words]));
}
