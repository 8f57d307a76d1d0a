import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../api/hooks';
import type { NameOrder } from '../api/types';

/** The order in which the company writes the names of people; full names come from the office in it already. */
export function useNameOrder(): NameOrder {
  return useQuery({ ...meQuery, enabled: false }).data?.company.name_order ?? 'last_first';
}

/**
 * The letters that stand for a name where there is no room, in the order it is written: "Соколова Марина Игоревна" gives
 * "СМ", "Anna Sergeevna Belova" gives "AB".
 */
export function initials(name: string, order: NameOrder): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const [first, second] = [words[0], order === 'first_last' ? words.slice(1).at(-1) : words[1]];
  return [first, second].map((word) => letter(word ?? '')).join('');
}

/** Words before a surname that belong to it. */
const PARTICLES = new Set(
  'al da de del den der di dos el ibn la ten ter van von де дер ди ван фон'.split(' '),
);

/**
 * The name of a person where there is little room, in the order it is written: "Соколова Марина Игоревна" gives
 * "Соколова М. И.", "Anna Sergeevna Belova" gives "A. S. Belova".
 */
export function shortName(full: string, order: NameOrder): string {
  const words = full.split(/\s+/).filter(Boolean);
  const isParticle = (word: string | undefined) => PARTICLES.has(word?.toLowerCase() ?? '');
  if (order === 'first_last') {
    let last = words.length - 1;
    while (last > 1 && isParticle(words[last - 1])) last -= 1;
    return [...letters(words.slice(0, Math.max(last, 0))), ...words.slice(Math.max(last, 0))].join(' ');
  }
  const last = words.findIndex((word) => !isParticle(word)) + 1;
  return [...words.slice(0, last), ...letters(words.slice(last))].join(' ');
}

function letters(given: string[]): string[] {
  return given.slice(0, 2).map((name) => `${letter(name)}.`);
}

function letter(word: string): string {
  return [...word][0]?.toUpperCase() ?? '';
}
