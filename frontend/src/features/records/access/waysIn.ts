import type { ElementType, FieldDefinition } from '@/shared/api';
import { label, typeLabel } from '@/shared/i18n';

/** A field by which records of a type link to records of another. */
export interface WayIn {
  type: ElementType;
  field: FieldDefinition;
}

/** The fields that lead to records of a type and that the reader may select by. */
export function waysIn(name: string, types: ElementType[]): WayIn[] {
  return types.flatMap((type) =>
    type.fields
      .filter(
        ({ kind, target, right, filterable }) =>
          kind === 'link' && target === name && right !== 'masked' && filterable,
      )
      .map((field) => ({ type, field })),
  );
}

/** The head over what comes by a field: its own, else the name of the type, with that of the field where a type has several. */
export function headOf(
  { type, field }: WayIn,
  ways: WayIn[],
  language: string,
  byField: (many: string, field: string) => string,
): string {
  const own = label(field.reverse ?? undefined, language);
  if (own !== '') return own;
  const many = typeLabel(type, language, 'many');
  const several = ways.filter((way) => way.type === type).length > 1;
  return several ? byField(many, label(field.labels, language, field.name)) : many;
}
