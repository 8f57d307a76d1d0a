import { queryOptions } from '@tanstack/react-query';
import { api, type KeptFile } from '@/shared/api';

export interface DepartmentNode {
  id: string;
  name: string;
  parent_id?: string;
  head_id?: string;
}

export interface BranchNode {
  id: string;
  name: string;
  address: string;
  time_zone: string;
}

export interface Colleague {
  id: string;
  name: string;
  position?: string;
  department_id?: string;
  branch_id?: string;
  reports_to?: string;
  phone?: string;
  mobile?: string;
  extension?: string;
  email?: string;
  photo?: KeptFile;
}

export interface Structure {
  departments: DepartmentNode[];
  branches: BranchNode[];
  people: Colleague[];
  more: boolean;
}

export const structureQuery = queryOptions({
  queryKey: ['structure'],
  queryFn: ({ signal }) => api.get<Structure>('/api/structure', signal),
});

/** A department with what stands below it. The one without id holds those who belong to none. */
export interface Unit {
  id: string;
  name: string;
  head: Colleague | undefined;
  people: Colleague[];
  units: Unit[];
  /** People here and below. */
  count: number;
}

/** The departments as a tree, each with its people, the head first. A parent that is not there leaves its children at the top. */
export function unitsOf({ departments, people }: Structure, without: string): Unit[] {
  const known = new Set(departments.map(({ id }) => id));
  const members = grouped(people, ({ department_id }) =>
    department_id && known.has(department_id) ? department_id : '',
  );
  const byId = new Map(people.map((person) => [person.id, person]));
  const children = grouped(departments, ({ parent_id }) =>
    parent_id && known.has(parent_id) ? parent_id : '',
  );
  const seen = new Set<string>();
  const below = (parent: string): Unit[] =>
    (children.get(parent) ?? []).flatMap((department) => {
      if (seen.has(department.id)) return [];
      seen.add(department.id);
      const head = department.head_id ? byId.get(department.head_id) : undefined;
      const units = below(department.id);
      const others = (members.get(department.id) ?? []).filter(({ id }) => id !== head?.id);
      const count = others.length + (head ? 1 : 0) + sum(units);
      return [{ id: department.id, name: department.name, head, people: others, units, count }];
    });
  const tree = below('');
  const alone = (members.get('') ?? []).filter(
    ({ id }) => !departments.some(({ head_id }) => head_id === id),
  );
  if (alone.length === 0) return tree;
  return [...tree, { id: '', name: without, head: undefined, people: alone, units: [], count: alone.length }];
}

/** What has the same key, by key, in its order. */
function grouped<Item>(items: Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function sum(units: Unit[]): number {
  return units.reduce((total, { count }) => total + count, 0);
}

/** Says whether every typed word is in what is known of the person, ё and е being one letter. */
export function isFound(person: Colleague, text: string): boolean {
  const fold = (value: string) => value.toLowerCase().replaceAll('ё', 'е');
  const where = fold(
    [person.name, person.position, person.phone, person.mobile, person.extension, person.email].join(' '),
  );
  const digits = where.replace(/[^\d\s]/g, '');
  return fold(text)
    .split(/\s+/)
    .filter(Boolean)
    .every(
      (word) =>
        where.includes(word) || (/^[\d+()-]{3,}$/.test(word) && digits.includes(word.replace(/\D/g, ''))),
    );
}
