import { expect, test } from 'vitest';
import { begunWith, fitting, following, toldApart } from './choices';
import type { Choice, FieldDefinition } from './types';

const choice = (value: string, belongs: string[] = [], more: Partial<Choice> = {}): Choice => ({
  value,
  labels: { en: value, ru: value },
  for: belongs,
  ...more,
});
const field = (name: string, choices: Choice[], depends_on = ''): FieldDefinition => ({
  name,
  kind: 'choice',
  labels: {},
  required: false,
  unique: false,
  right: 'edit',
  order: 0,
  sortable: true,
  filterable: true,
  system: false,
  choices,
  depends_on,
});
const pipeline = field('pipeline', [choice('retail'), choice('trade')]);
const stage = field(
  'stage',
  [choice('talk', ['retail']), choice('tender', ['trade']), choice('won', [], { outcome: 'won' })],
  'pipeline',
);
const region = field('region', [choice('north', ['retail']), choice('south', ['trade'])], 'pipeline');
const fields = [stage, region, pipeline];

test('a record has the choices of its pipeline, and one without a pipeline has all', () => {
  const values = (of: FieldDefinition) => of.choices?.map(({ value }) => value);
  expect(values(fitting(stage, { pipeline: 'trade' }))).toEqual(['tender', 'won']);
  expect(values(fitting(stage, {}))).toEqual(['talk', 'tender', 'won']);
});

test('a form follows as the office does: a stage is chosen, anything else is emptied', () => {
  const before = { pipeline: 'retail', stage: 'talk', region: 'north' };
  expect(following(fields, before, 'pipeline', 'trade')).toEqual({
    pipeline: 'trade',
    stage: 'tender',
    region: null,
  });
  expect(following(fields, { ...before, stage: 'won' }, 'pipeline', 'trade').stage).toBe('won');
  expect(following(fields, {}, 'stage', 'tender')).toEqual({ pipeline: 'trade', stage: 'tender' });
  expect(following(fields, { pipeline: 'retail' }, 'stage', 'won').pipeline).toBe('retail');
});

test('a new record begins at the first stage of its pipeline', () => {
  expect(begunWith(fields, { pipeline: 'trade' })).toEqual({ pipeline: 'trade', stage: 'tender' });
  expect(begunWith(fields, { pipeline: 'trade', stage: 'won' }).stage).toBe('won');
  expect(begunWith(fields, {})).toEqual({});
});

test('choices that are called alike say what they belong to', () => {
  const twice = field(
    'stage',
    [
      choice('a', ['retail'], { labels: { en: 'New', ru: 'Новая' } }),
      choice('b', ['trade'], { labels: { en: 'New', ru: 'Свежая' } }),
      choice('c'),
      choice('d', ['trade'], { labels: { en: 'Other' } }),
      choice('e', ['trade'], { labels: { en: 'Else' } }),
    ],
    'pipeline',
  );
  const [marked] = toldApart([twice, pipeline]);
  expect(marked?.choices?.map(({ of }) => of?.en)).toEqual([
    'retail',
    'trade',
    undefined,
    undefined,
    undefined,
  ]);
  expect(fitting(marked ?? twice, { pipeline: 'trade' }).choices?.every(({ of }) => of === undefined)).toBe(
    true,
  );
});
