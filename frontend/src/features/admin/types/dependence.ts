import type { Choice, FieldDesign, TypeDesign } from '@/shared/api';

/** The fields whose value may decide which choices of another fit: none that itself depends on it. */
export function deciding(type: TypeDesign, field: FieldDesign): FieldDesign[] {
  const byName = new Map(type.fields.map((each) => [each.name, each]));
  const dependsOn = (each: FieldDesign | undefined, steps = 0): boolean => {
    if (!each || steps > type.fields.length) return false;
    return each.name === field.name || dependsOn(byName.get(each.depends_on ?? ''), steps + 1);
  };
  return type.fields.filter(
    (each) => each.kind === 'choice' && !each.archived && !(field.name !== '' && dependsOn(each)),
  );
}

/** The choices as they are when the field depends on another one, or on none: what they fit beside is the other field's to say. */
export function untied(choices: Choice[] | null): Choice[] {
  return (choices ?? []).map((choice) => ({ ...choice, for: [] }));
}
