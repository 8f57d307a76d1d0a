import type { ElementType, FieldDefinition } from '@/shared/api';

/** The field whose choices are the stages of a type, if one may read it in full. */
export function pipelineOf(type: ElementType): FieldDefinition | undefined {
  return type.fields.find(
    (field) =>
      field.kind === 'choice' &&
      field.right !== 'masked' &&
      (field.choices ?? []).some((choice) => choice.outcome),
  );
}
