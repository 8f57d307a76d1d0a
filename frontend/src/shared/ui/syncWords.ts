import type { TFunction } from 'i18next';
import type { Sync } from '../api';
import type { Formatter } from '../format';
import { isPartHere } from './NotHere';

interface Fact {
  look: 'current' | 'filling' | 'away' | 'waiting' | 'decide' | 'locked';
  /** In a few words. */
  text: string;
  /** Of how many changes it tells; 0 where it tells of none. */
  count: number;
}

export interface SyncWords extends Fact {
  /** The same, and everything else there is to know. */
  whole: string;
}

/** How one's changes stand with the office: what matters most; undefined where there is nothing to say. */
export function syncWords(sync: Sync, t: TFunction, format: Formatter): SyncWords | undefined {
  const facts = factsOf(sync, t, format);
  const [first] = facts;
  if (!first) return undefined;
  const { look, text, count } = first;
  return { look, text, count, whole: facts.flatMap((fact) => [fact.text, ...fact.more]).join(' · ') };
}

interface Told extends Fact {
  more: string[];
}

/** What there is to tell, what matters most first. */
function factsOf(sync: Sync, t: TFunction, format: Formatter): Told[] {
  const { desk, office, waiting, unresolved, scope } = sync;
  const time = syncedAt(sync, format);
  const facts: Told[] = [];
  const tell = (look: Fact['look'], text: string, count = 0, more: string[] = []) =>
    facts.push({ look, text, count, more });
  if (desk && office === 'locked') tell('locked', t('sync.locked'), 0, [t('sync.locked_hint')]);
  if (desk && (office === 'older' || office === 'newer')) {
    tell('locked', t(`sync.${office}`), 0, [t(`sync.${office}_hint`), t('sync.away_hint')]);
  }
  if (unresolved > 0) tell('decide', t('sync.decide', { count: unresolved }), unresolved);
  if (!desk) return facts;
  if (waiting > 0) tell('waiting', t('sync.waiting', { count: waiting }), waiting);
  if (office === 'away') {
    const isPart = isPartHere(sync);
    const more = [t('sync.away_hint'), ...(time ? [t('sync.as_of', { time })] : [])];
    if (isPart) more.push(scope.mine ? t('sync.only_mine') : t('sync.only_years', { count: scope.years }));
    tell('away', isPart ? t('sync.away_part') : t('sync.away'), 0, more);
  }
  if (sync.filled < 100) {
    tell('filling', t('sync.filling', { percent: sync.filled }), 0, [t('sync.filling_hint')]);
  }
  if (facts.length === 0) tell('current', t('sync.current'), 0, time ? [time] : []);
  return facts;
}

/** The time of today, or the day as well: an office may be away for a week. */
function syncedAt({ synced_at: at }: Sync, format: Formatter): string {
  if (!at) return '';
  const isToday = format.day(at) === format.day(new Date().toISOString());
  return isToday ? format.time(at) : format.dateTime(at);
}
