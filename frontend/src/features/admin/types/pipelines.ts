import type { Choice, FieldDesign, Labels, TypeDesign } from '@/shared/api';
import { named, newField, toSent } from './fields';
import { freeName } from './slug';

/** The pipelines of a type while they are edited, with the stages of all of them. */
export interface Pipelines {
  pipelines: Choice[];
  stages: Choice[];
}

/** The field in which records of a type go forward. */
export function stageField(type: TypeDesign): FieldDesign | undefined {
  return type.fields.find(
    ({ kind, archived, choices }) =>
      kind === 'choice' && !archived && choices?.some(({ outcome }) => outcome),
  );
}

/** What the office holds; no pipelines where all records go the same way. */
export function pipelinesOf(type: TypeDesign, stage: FieldDesign): Pipelines {
  const on = type.fields.find(({ name }) => name === stage.depends_on);
  return { pipelines: on?.choices ?? [], stages: stage.choices ?? [] };
}

const belongs = (stage: Choice, pipeline: string) => !stage.for?.length || stage.for.includes(pipeline);

/** The stages of one pipeline in their order. */
export function stagesIn({ stages }: Pipelines, pipeline: string): Choice[] {
  return stages.filter((stage) => belongs(stage, pipeline));
}

/** Pipelines in which one has other stages. A stage that others have as well stays with them. */
export function withStages(all: Pipelines, pipeline: string, changed: Choice[]): Pipelines {
  const left = [...changed];
  const kept = changed.map(({ value }) => value).filter(Boolean);
  const places = all.stages.filter((stage) => belongs(stage, pipeline) && kept.includes(stage.value));
  const stages = all.stages.flatMap((stage): Choice[] => {
    if (places.includes(stage)) return left.splice(0, 1);
    if (!belongs(stage, pipeline)) return [stage];
    const others = without(all, stage, pipeline);
    return others.length > 0 ? [{ ...stage, for: others }] : [];
  });
  const own = (stage: Choice) =>
    stage.value === '' && !stage.for?.length ? { ...stage, for: [pipeline] } : stage;
  return { ...all, stages: [...stages, ...left].map(own) };
}

/** The pipelines that a stage belongs to besides one. */
function without({ pipelines }: Pipelines, stage: Choice, pipeline: string): string[] {
  const values = stage.for?.length ? stage.for : pipelines.map(({ value }) => value);
  return values.filter((value) => value !== pipeline);
}

/** What stands before the number of a pipeline that the office has not seen yet. */
const NEW = ':';

const UNNAMED: Labels = { en: 'New pipeline', ru: 'Новая воронка' };

const READY: Choice[] = [
  { value: '', labels: { en: 'New', ru: 'Новая' }, color: 'grey', outcome: '' },
  { value: '', labels: { en: 'Won', ru: 'Успех' }, color: 'green', outcome: 'won' },
  { value: '', labels: { en: 'Lost', ru: 'Отказ' }, color: 'red', outcome: 'lost' },
];

/** The field to make where records of a type are to go forward and have no stages yet. */
export function firstStages(type: TypeDesign) {
  const names = type.fields.map(({ name }) => name);
  const stage = { ...newField(type), kind: 'choice' as const, labels: { en: 'Stage', ru: 'Стадия' } };
  return toSent({ ...stage, name: freeName('stage', names), choices: READY, default: 'new' }, type, true);
}

/** One more pipeline, with stages to begin with. The first time what there is becomes the first one. */
export function withPipeline({ pipelines, stages }: Pipelines): Pipelines {
  const isFirst = pipelines.length === 0;
  const main: Choice = { value: `${NEW}0`, labels: { en: 'Main', ru: 'Основная' } };
  const there = isFirst ? [main] : pipelines;
  const value = `${NEW}${there.length}`;
  const fresh = freeName(
    value,
    there.map((each) => each.value),
  );
  return {
    pipelines: [...there, { value: fresh, labels: UNNAMED }],
    stages: [
      ...stages.map((stage) => (isFirst ? { ...stage, for: [main.value] } : stage)),
      ...READY.map((stage) => ({ ...stage, for: [fresh] })),
    ],
  };
}

/** Takes a pipeline out, with the stages that are its alone. */
export function withoutPipeline(all: Pipelines, pipeline: string): Pipelines {
  return {
    pipelines: all.pipelines.filter(({ value }) => value !== pipeline),
    stages: all.stages.flatMap((stage) => {
      if (!stage.for?.includes(pipeline)) return [stage];
      const others = without(all, stage, pipeline);
      return others.length > 0 ? [{ ...stage, for: others }] : [];
    }),
  };
}

/** What is sent: new pipelines and stages get values made of their names. */
export function toArranged({ pipelines, stages }: Pipelines, type: TypeDesign, stage: FieldDesign) {
  const choices = named(
    pipelines.map(({ value, labels, ...rest }) => ({
      ...rest,
      value: value.startsWith(NEW) ? '' : value,
      labels: labels.en || labels.ru ? labels : UNNAMED,
    })),
  );
  const values = new Map(pipelines.map(({ value }, at) => [value, choices[at]?.value ?? value]));
  const taken = type.fields.map(({ name }) => name);
  return {
    depends_on: {
      name: stage.depends_on || freeName('pipeline', taken),
      labels: { en: 'Pipeline', ru: 'Воронка' },
      choices,
    },
    choices: named(stages).map((each) => ({
      ...each,
      for: (each.for ?? []).map((value) => values.get(value) ?? value),
    })),
  };
}
