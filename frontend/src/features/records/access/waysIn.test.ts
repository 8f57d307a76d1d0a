import { describe, expect, test } from 'vitest';
import type { ElementType, FieldDefinition } from '@/shared/api';
import { headOf, waysIn } from './waysIn';

const link = (name: string, part: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  kind: 'link',
  labels: { en: name },
  target: 'company',
  required: false,
  unique: false,
  right: 'edit',
  order: 0,
  sortable: false,
  filterable: true,
  system: false,
  ...part,
});
const typeOf = (name: string, fields: FieldDefinition[]): ElementType => ({
  name,
  labels: { one: { en: name }, many: { en: `${name}s` } },
  default: 'private',
  comments: true,
  exists_hint: false,
  can: {},
  fields,
});
const byField = (many: string, field: string) => `${many}: ${field}`;

describe('ways to a record', () => {
  test.each([
    ['a link to its type', {}, 1],
    ['one to another type', { target: 'contact' }, 0],
    ['one to any type', { target: '' }, 0],
    ['one that is masked', { right: 'masked' as const }, 0],
    ['one that nobody filters by', { filterable: false }, 0],
    ['no link', { kind: 'text' as const }, 0],
  ])('with %s', (_name, part, want) => {
    expect(waysIn('company', [typeOf('deal', [link('company', part)])])).toHaveLength(want);
  });

  test.each([
    ['by their type', [link('company')], ['deals']],
    [
      'by type and field where it has several',
      [link('company'), link('agent')],
      ['deals: company', 'deals: agent'],
    ],
    ['by what the company has called them', [link('agent', { reverse: { en: 'Agent of' } })], ['Agent of']],
  ])('are headed %s', (_name, fields, want) => {
    const ways = waysIn('company', [typeOf('deal', fields)]);
    expect(ways.map((way) => headOf(way, ways, 'en', byField))).toEqual(want);
  });
});
