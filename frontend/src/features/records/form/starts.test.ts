import { expect, test } from 'vitest';
import type { FieldDefinition, FieldKind, FieldValue, Me } from '@/shared/api';
import { sentValues, startValues } from './starts';

const field = (name: string, kind: FieldKind, start?: FieldValue): FieldDefinition => ({
  name,
  kind,
  labels: {},
  required: false,
  unique: false,
  right: 'edit',
  order: 0,
  sortable: true,
  filterable: true,
  system: false,
  ...(start === undefined ? {} : { default: start }),
});
const me: Me['employee'] = {
  id: 'anna',
  name: 'Anna',
  last_name: '',
  first_name: '',
  patronymic: '',
  language: 'en',
  time_zone: 'Asia/Tokyo',
};

test('a form begins with the defaults of the fields, words for now made into values', () => {
  const fields = [
    field('state', 'choice', 'open'),
    field('today', 'text', 'today'),
    field('day', 'date', 'today'),
    field('at', 'date_time', 'now'),
    field('guide', 'employee', 'me'),
    field('none', 'text'),
  ];
  expect(startValues(fields, me, new Date('2026-03-01T20:00:00Z'))).toEqual({
    state: 'open',
    today: 'today',
    day: '2026-03-02',
    at: '2026-03-01T20:00:00.000Z',
    guide: 'anna',
  });
});

test('a default that was taken out is sent as empty, what is not shown is not sent', () => {
  const fields = [field('state', 'choice', 'open'), field('note', 'text'), field('name', 'text')];
  expect(sentValues(fields, { state: null, note: '', name: 'A', away: 'x' })).toEqual({
    state: null,
    name: 'A',
  });
});

test('what goes forward begins at its first stage, unless it has another default or depends on where it goes', () => {
  const choices = [{ value: 'talk' }, { value: 'won', outcome: 'won' }] as FieldDefinition['choices'] &
    object;
  const stage = { ...field('stage', 'choice'), choices };
  const begun = (of: FieldDefinition) => startValues([of], me, new Date(0));
  expect(begun(stage)).toEqual({ stage: 'talk' });
  expect(begun({ ...stage, default: 'won' })).toEqual({ stage: 'won' });
  expect(begun({ ...stage, depends_on: 'pipeline' })).toEqual({});
  expect(begun({ ...stage, choices: choices.toReversed() })).toEqual({});
  expect(begun({ ...stage, choices: choices.slice(0, 1) })).toEqual({});
});
