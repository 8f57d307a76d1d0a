import { useEffect } from 'react';
import { storage } from '@/platform';
import { type ElementType, type FieldDefinition, useMe } from '../api';

export type Layout = 'table' | 'board';

const keyOf = (employee: string, type: string) => `layout.${employee}.${type}`;

/** How a person looked at a type last in this browser. */
export function rememberedLayout(employee: string, type: string): Layout {
  return storage.read(keyOf(employee, type)) === 'board' ? 'board' : 'table';
}

/** Remembers the layout that is open; `keep` does so before another one opens. */
export function useRememberedLayout(type: string, layout: Layout): { keep: (next: Layout) => void } {
  const { employee } = useMe();
  const keep = (next: Layout) => storage.write(keyOf(employee.id, type), next);
  // biome-ignore lint/correctness/useExhaustiveDependencies: keep is made anew at every drawing
  useEffect(() => keep(layout), [layout, type, employee.id]);
  return { keep };
}

/** Fields whose choices can make the lanes of a board: those the reader sees in full. */
export function laneFields(type: ElementType): FieldDefinition[] {
  return type.fields.filter(
    ({ kind, right, choices }) => kind === 'choice' && right !== 'masked' && (choices?.length ?? 0) > 0,
  );
}
