import { asValues, type Choice, type FieldDefinition, type FieldDesign, type TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';
import { freeName, slug } from './slug';

/** Kinds of field in the order in which they are offered. */
export const KINDS: FieldDesign['kind'][] = [
  'text',
  'long_text',
  'number',
  'percent',
  'money',
  'date',
  'date_time',
  'yes_no',
  'choice',
  'choices',
  'phone',
  'email',
  'url',
  'address',
  'employee',
  'link',
  'file',
  'calculated',
];

const SEARCHED = new Set<FieldDesign['kind']>(['text', 'long_text', 'phone', 'email', 'url', 'address']);
const TOLD_APART = new Set<FieldDesign['kind']>([
  'text',
  'number',
  'phone',
  'email',
  'url',
  'date',
  'date_time',
]);
const LONG = new Set<FieldDesign['kind']>(['long_text', 'choices', 'address', 'file']);

export const canBeSearched = (kind: FieldDesign['kind']) => SEARCHED.has(kind);
export const canBeUnique = (kind: FieldDesign['kind']) => TOLD_APART.has(kind);
export const canBeFast = (kind: FieldDesign['kind']) => !LONG.has(kind);
export const canStart = (kind: FieldDesign['kind']) => kind !== 'link' && kind !== 'file';
export const hasChoices = (kind: FieldDesign['kind']) => kind === 'choice' || kind === 'choices';

/** What a new field begins with. */
export function newField(type: TypeDesign, section = type.sections[0]?.name ?? 'main'): FieldDesign {
  return {
    name: '',
    kind: 'text',
    labels: { en: '', ru: '' },
    required: false,
    unique: false,
    default_right: 'edit',
    cap: '',
    choices: [],
    target: 'company',
    section,
    order: 0,
    in_search: true,
    default: null,
    show_if: null,
    formula: '',
    result: '',
    archived: false,
    system: false,
  };
}

/** A field as forms and filters know fields, for trying it out where it is made. */
export function asDefinition(field: FieldDesign): FieldDefinition {
  return asValues({ ...field, right: 'edit', sortable: true, filterable: true });
}

/** The name of a field: the one it has, the one typed, or one made from its label. */
export function nameOf(field: FieldDesign, type: TypeDesign): string {
  if (field.name !== '') return field.name;
  const made = slug(field.labels.en || field.labels.ru || '');
  return (
    made &&
    freeName(
      made,
      type.fields.map(({ name }) => name),
    )
  );
}

/** The name under which people see another field of the type too, in either language; nothing where there is none. */
export function takenLabel(field: FieldDesign, type: TypeDesign): string | undefined {
  const others = type.fields.filter(({ name, archived }) => name !== field.name && !archived);
  const shown = ({ labels }: FieldDesign, language: string) => label(labels, language).trim();
  for (const language of ['en', 'ru']) {
    const own = shown(field, language);
    const alike = others.some((other) => shown(other, language).toLowerCase() === own.toLowerCase());
    if (own !== '' && alike) return own;
  }
  return undefined;
}

/** What is sent of a field; its name, kind and target only when it is made. */
export function toSent(field: FieldDesign, type: TypeDesign, isNew: boolean) {
  const { kind, required, default_right, cap, section, show_if } = field;
  const both = (en = '', ru = '') => ({ en: en || ru, ru: ru || en });
  return {
    ...(isNew ? { name: nameOf(field, type), kind } : {}),
    ...(isNew && kind === 'link' ? { target: field.target } : {}),
    labels: both(field.labels.en, field.labels.ru),
    required: required && kind !== 'calculated',
    default_right,
    cap,
    section,
    show_if,
    unique: canBeUnique(kind) && field.unique,
    fast: canBeFast(kind) && (field.fast ?? false),
    in_search: canBeSearched(kind) && field.in_search,
    ...(kind === 'calculated' ? { formula: field.formula } : {}),
    ...(kind === 'calculated' && isNew ? { result: field.result } : {}),
    default: field.default === '' ? null : (field.default ?? null),
    ...(kind === 'link' ? { reverse: field.reverse ?? {} } : {}),
    ...(kind === 'file' ? { image: field.image ?? false } : {}),
    ...(kind === 'choice' ? { depends_on: field.depends_on ?? '' } : {}),
    ...(hasChoices(kind) ? { choices: named(field.choices ?? []) } : {}),
  };
}

/**
 * Choices with a value each; those that nobody has named are left out. What is closed says no probability, for it is
 * known, and rots no more.
 */
export function named(choices: Choice[]): Choice[] {
  const taken = choices.map(({ value }) => value).filter(Boolean);
  return choices.flatMap((choice) => {
    const { en = '', ru = '' } = choice.labels;
    if (en === '' && ru === '') return [];
    const value = choice.value || freeName(slug(en || ru) || 'choice', taken);
    if (choice.value === '') taken.push(value);
    const probability = choice.outcome ? null : (choice.probability ?? null);
    const rots_after = choice.outcome ? null : (choice.rots_after ?? null);
    return [{ ...choice, probability, rots_after, value, labels: { en: en || ru, ru: ru || en } }];
  });
}
