import {
  type Choice,
  complete,
  type ElementType,
  type FieldDefinition,
  type FieldValue,
  type Filter,
  type Money,
  type RecordItem,
  USUALLY_ROTS_AFTER,
} from '@/shared/api';
import { fieldOf, laneFields } from '@/shared/ui';

/** The lane of records without a value in the field of the lanes. */
export const UNSORTED = '';

/** One group of a sum: how many records, and how much of each currency. */
export interface SumLine {
  group: FieldValue;
  count: number;
  totals?: Money[] | null;
}

export interface Lane {
  /** The choice that its records hold, or `UNSORTED`. */
  value: string;
  choice: Choice | undefined;
  /** Undefined until the office has counted. */
  count: number | undefined;
  totals: Money[];
  /** What the amounts are worth by how likely they come. */
  expected: Money[];
}

/** The field of stages that end in success or loss, where the type has one. */
export function pipelineOf(type: ElementType): FieldDefinition | undefined {
  return laneFields(type).find(({ choices }) => choices?.some(({ outcome }) => outcome));
}

/** The field a board is made of: the chosen one, else the stages, else the first choice. */
export function laneFieldOf(type: ElementType, chosen: string | undefined): FieldDefinition | undefined {
  const fields = laneFields(type);
  return fields.find(({ name }) => name === chosen) ?? pipelineOf(type) ?? fields[0];
}

/** The lanes of a board in the order of the choices. Records without a value get one only where there are some. */
export function lanesOf(
  field: FieldDefinition,
  sums: SumLine[] | undefined,
  expected: SumLine[] | undefined = undefined,
): Lane[] {
  const lane = (value: string, choice?: Choice): Lane => {
    const of = (lines: SumLine[] | undefined) => lines?.find(({ group }) => (group ?? UNSORTED) === value);
    const line = of(sums);
    return {
      value,
      choice,
      count: sums && (line?.count ?? 0),
      totals: line?.totals ?? [],
      expected: of(expected)?.totals ?? [],
    };
  };
  const unsorted = lane(UNSORTED);
  const sorted = (field.choices ?? []).map((choice) => lane(choice.value, choice));
  return unsorted.count ? [unsorted, ...sorted] : sorted;
}

/** The lane before or after one; what is unsorted stands before the first. */
export function nextLane(field: FieldDefinition, lane: string, by: 1 | -1): string | undefined {
  const values = (field.choices ?? []).map(({ value }) => value);
  return values[values.indexOf(lane) + by];
}

/** The filter of a list narrowed to one lane. */
export function laneFilter(filter: Filter | undefined, field: string, value: string): Filter {
  const only = value === UNSORTED ? { field, op: 'empty' as const } : { field, op: '=' as const, value };
  return { and: [...(complete(filter)?.and ?? []), only] };
}

/** The fields of a type that a card has a place for. */
export interface CardShape {
  pipeline: FieldDefinition | undefined;
  amount: FieldDefinition | undefined;
  /** An amount that is calculated from others, summed in the lanes beside the amount. */
  expected: FieldDefinition | undefined;
  chance: FieldDefinition | undefined;
  company: FieldDefinition | undefined;
  /** Asked when something is lost. */
  reason: FieldDefinition | undefined;
}

export function cardShape(type: ElementType): CardShape {
  const of = (kind: FieldDefinition['kind']) => type.fields.filter((field) => field.kind === kind);
  const links = of('link');
  return {
    pipeline: pipelineOf(type),
    amount: of('money').find(({ right, formula }) => right !== 'masked' && !formula),
    expected: of('money').find(({ right, formula }) => right !== 'masked' && formula),
    chance: of('percent').find(({ name }) => name === 'probability') ?? of('percent')[0],
    company: links.find(({ target }) => target === 'company') ?? links[0],
    reason: type.fields.find(({ name, right }) => name === 'lost_reason' && right === 'edit'),
  };
}

/** Names of the fields a board reads of each record. */
export function boardFields(shape: CardShape, lanes: FieldDefinition, sort: string): string[] {
  const { expected: _, ...shownOf } = shape;
  const shown = Object.values(shownOf).map((field) => field?.name);
  const sorted = sort.split(',').map((part) => part.replace(/^-/, ''));
  const names = ['name', lanes.name, ...shown, ...sorted];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Says whether there is still something to be done: neither won nor lost. */
export function isOpen(pipeline: FieldDefinition | undefined, record: RecordItem): boolean {
  if (!pipeline) return false;
  const value = record.fields[pipeline.name];
  return !pipeline.choices?.find((choice) => choice.value === value)?.outcome;
}

const DAY_MS = 86_400_000;

export function daysSince(moment: string, now: number): number {
  return Math.floor((now - new Date(moment).getTime()) / DAY_MS);
}

/** For how many days nothing happened to an open record, once they are more than its stage allows. */
export function rottenFor(
  pipeline: FieldDefinition | undefined,
  record: RecordItem,
  now: number,
): number | undefined {
  if (!pipeline || !isOpen(pipeline, record)) return undefined;
  const stage = pipeline.choices?.find(({ value }) => value === record.fields[pipeline.name]);
  const allowed = stage?.rots_after ?? USUALLY_ROTS_AFTER;
  const days = daysSince(record.updated_at, now);
  return allowed > 0 && days > allowed ? days : undefined;
}

/** Where a record belongs among others in the order of the list. */
export function placeAmong(records: RecordItem[], record: RecordItem, sort: string): number {
  const at = records.findIndex((other) => compare(other, record, sort.split(',')) > 0);
  return at === -1 ? records.length : at;
}

function compare(a: RecordItem, b: RecordItem, sort: string[]): number {
  for (const part of sort) {
    const name = part.replace(/^-/, '');
    const [left, right] = [comparable(fieldOf(a, name)), comparable(fieldOf(b, name))];
    if (left !== right) return left < right === part.startsWith('-') ? 1 : -1;
  }
  return 0;
}

function comparable(value: FieldValue): string | number {
  const plain = typeof value === 'object' && value !== null && 'amount' in value ? value.amount : value;
  const text = String(plain ?? '').toLowerCase();
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
