import { storage } from '@/platform';

/** A record somebody opened; its name is the office's to tell, each time anew. */
export interface Visit {
  type: string;
  id: string;
}

const AT_MOST = 8;
const keyOf = (employee: string) => `recent.${employee}`;

/** Records the employee opened in this browser, the latest first. */
export function visits(employee: string): Visit[] {
  return (storage.read(keyOf(employee)) ?? '')
    .split(' ')
    .map((entry) => entry.split('/'))
    .flatMap(([type, id]) => (type && id ? [{ type, id }] : []));
}

export function remember(employee: string, visit: Visit): void {
  keep(employee, [visit, ...without(visits(employee), visit)].slice(0, AT_MOST));
}

export function forget(employee: string, visit: Visit): void {
  keep(employee, without(visits(employee), visit));
}

/** For the end of a session: whoever sits down next must not learn what was opened here. */
export function forgetAll(employee: string): void {
  storage.remove(keyOf(employee));
}

function keep(employee: string, list: Visit[]): void {
  storage.write(keyOf(employee), list.map(({ type, id }) => `${type}/${id}`).join(' '));
}

function without(list: Visit[], visit: Visit): Visit[] {
  return list.filter(({ type, id }) => type !== visit.type || id !== visit.id);
}
