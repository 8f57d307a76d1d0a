import { expect, test } from 'vitest';
import type { Choice, FieldDesign, TypeDesign } from '@/shared/api';
import { pipelinesOf, stagesIn, toArranged, withoutPipeline, withPipeline, withStages } from './pipelines';

const choice = (value: string, belongs: string[] = [], name = value): Choice => ({
  value,
  labels: { en: name, ru: name },
  for: belongs,
});
const two = {
  pipelines: [choice('retail'), choice('trade')],
  stages: [
    choice('talk', ['retail']),
    choice('tender', ['trade']),
    choice('offer', ['trade']),
    choice('won'),
  ],
};
const values = (choices: Choice[]) => choices.map(({ value }) => value).join(' ');
const stage = { name: 'stage', choices: [choice('talk'), choice('won')] } as FieldDesign;
const type = { fields: [stage, { name: 'pipeline' }] } as TypeDesign;

test('a pipeline has its own stages and those of all', () => {
  expect(values(stagesIn(two, 'trade'))).toBe('tender offer won');
});

test('stages are moved, added and taken out within their pipeline', () => {
  const [tender, offer, won] = stagesIn(two, 'trade');
  if (!tender || !offer || !won) throw new Error('no stages');
  expect(values(withStages(two, 'trade', [offer, tender, won]).stages)).toBe('talk offer tender won');
  const more = withStages(two, 'trade', [tender, offer, won, choice('')]);
  expect(more.stages.at(-1)?.for).toEqual(['trade']);
  expect(values(withStages(two, 'trade', [tender, won]).stages)).toBe('talk tender won');
  const alone = withStages(two, 'trade', [tender, offer]);
  expect(stagesIn(alone, 'retail').at(-1)).toMatchObject({ value: 'won', for: ['retail'] });
});

test('a pipeline goes with the stages that are its alone', () => {
  const left = withoutPipeline(two, 'trade');
  expect([values(left.pipelines), values(left.stages)]).toEqual(['retail', 'talk won']);
});

test('the first pipeline takes over the stages there are', () => {
  const made = withPipeline(pipelinesOf(type, stage));
  const sent = toArranged(made, type, stage);
  expect(sent.depends_on).toMatchObject({
    name: 'pipeline_2',
    choices: [{ value: 'main' }, { value: 'new_pipeline' }],
  });
  expect(sent.choices.map((each) => [each.value, each.for.join()])).toEqual([
    ['talk', 'main'],
    ['won', 'main'],
    ['new', 'new_pipeline'],
    ['won_2', 'new_pipeline'],
    ['lost', 'new_pipeline'],
  ]);
});
