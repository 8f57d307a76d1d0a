import type { HistoryState } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { storage } from '@/platform';
import {
  complete,
  type ElementType,
  type FieldDefinition,
  type FieldValue,
  type Filter,
  fitting,
  useMe,
} from '@/shared/api';

/** One of several ways through the stages of a type: a choice of the field on which the stage depends. */
export interface Pipeline {
  field: FieldDefinition;
  value: string;
}

/** The field on which another one depends, if the reader sees it in full. */
export function decidingField(
  type: ElementType,
  field: FieldDefinition | undefined,
): FieldDefinition | undefined {
  return field?.depends_on ? type.fields.find(({ name }) => name === field.depends_on) : undefined;
}

/** The pipeline of a record: the first where it has none. */
export function pipelineIn(field: FieldDefinition, value: FieldValue): Pipeline | undefined {
  const choices = field.choices ?? [];
  const found = choices.find((choice) => choice.value === value) ?? choices[0];
  return found && { field, value: found.value };
}

/** The field with the choices of one pipeline alone. */
export function stagesOf(field: FieldDefinition, pipeline: Pipeline | undefined): FieldDefinition {
  return pipeline ? fitting(field, { [pipeline.field.name]: pipeline.value }) : field;
}

/** The filter narrowed to one pipeline. What has none yet stands in the first. */
export function inPipeline(filter: Filter | undefined, pipeline: Pipeline | undefined): Filter | undefined {
  if (!pipeline) return filter;
  const { name, choices } = pipeline.field;
  const own = { field: name, op: '=' as const, value: pipeline.value };
  const first = choices?.[0]?.value === pipeline.value;
  const part = first ? { or: [own, { field: name, op: 'empty' as const }] } : own;
  return { and: [...(complete(filter)?.and ?? []), part] };
}

/** What the form of a new record begins with when it is opened from a board. */
export function beginningIn(pipeline: Pipeline | undefined): HistoryState {
  return pipeline ? { draft: { values: { [pipeline.field.name]: pipeline.value }, names: {} } } : {};
}

/**
 * The pipeline that a board of these lanes shows: the one in the address, else the one this person saw last, else the
 * first. Undefined where there are not several.
 */
export function usePipeline(
  type: ElementType,
  lanes: FieldDefinition | undefined,
  named: string | undefined,
  onChange: (value: string) => void,
): [Pipeline | undefined, (value: string) => void] {
  const { employee } = useMe();
  const key = `pipeline.${employee.id}.${type.name}`;
  const field = decidingField(type, lanes);
  const pipeline = useMemo(
    () => (field ? pipelineIn(field, named ?? storage.read(key) ?? undefined) : undefined),
    [field, named, key],
  );
  const shown = pipeline?.value;
  useEffect(() => {
    if (shown !== undefined) storage.write(key, shown);
  }, [key, shown]);
  return [pipeline, onChange];
}
