import { expect, test } from 'vitest';
import type { FieldDesign, TypeDesign } from '@/shared/api';
import { deciding } from './dependence';

const choice = (name: string, depends_on = '', part: Partial<FieldDesign> = {}): FieldDesign => ({
  name,
  kind: 'choice',
  labels: {},
  required: false,
  unique: false,
  default_right: 'edit',
  cap: '',
  choices: [],
  depends_on,
  target: '',
  section: 'main',
  order: 0,
  in_search: false,
  default: null,
  show_if: null,
  formula: '',
  result: '',
  archived: false,
  system: false,
  ...part,
});

test.each([
  ['another choice', [choice('a'), choice('b')], ['b']],
  ['none that depends on it', [choice('a'), choice('b', 'a'), choice('c', 'b')], []],
  ['the one it depends on', [choice('a', 'b'), choice('b')], ['b']],
  ['none of the archive', [choice('a'), choice('b', '', { archived: true })], []],
  ['no other kind', [choice('a'), choice('b', '', { kind: 'text' })], []],
])('a choice may depend on %s', (_name, fields, want) => {
  const [field] = fields;
  const names = field && deciding({ fields } as TypeDesign, field).map(({ name }) => name);
  expect(names).toEqual(want);
});
