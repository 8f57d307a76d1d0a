import type { FieldDefinition, FieldValue, OutboxItem } from '@/shared/api';
import { label } from '@/shared/i18n';

/** A field of a change: what was typed into it, and why that was refused. */
export interface TypedField {
  field: FieldDefinition;
  value: FieldValue;
  reason: string;
  /** Whether he still sees the field. */
  seen: boolean;
}

/** The fields of a change in the order of the card; those he sees no longer come last. */
export function typedFields({ fields, problem }: OutboxItem, known: FieldDefinition[]): TypedField[] {
  const values = fields ?? {};
  const reasons = problem?.fields ?? {};
  const names = [...new Set([...Object.keys(values), ...Object.keys(reasons)])];
  const seen = known.filter(({ name }) => names.includes(name));
  const unseen = names.filter((name) => !seen.some((field) => field.name === name));
  const reason = (name: string) => reasons[name] ?? '';
  return [
    ...seen.map((field) => ({ field, value: values[field.name], reason: reason(field.name), seen: true })),
    ...unseen.map((name) => ({
      field: unseenField(name),
      value: plain(values[name]),
      reason: reason(name),
      seen: false,
    })),
  ];
}

/** What was typed stays readable, whatever has become of the field. */
function unseenField(name: string): FieldDefinition {
  return {
    name,
    kind: 'text',
    labels: {},
    required: false,
    unique: false,
    right: 'read',
    order: 0,
    sortable: false,
    filterable: false,
    system: false,
  };
}

function plain(value: FieldValue): FieldValue {
  return typeof value === 'object' && value !== null ? Object.values(value).join(' ') : value;
}

type FieldText = (typed: TypedField) => string;

/** Everything he wrote, as plain text to be kept elsewhere. */
export function copied(item: OutboxItem, fields: TypedField[], language: string, text: FieldText): string {
  const lines = fields
    .filter(({ field }) => field.name in (item.fields ?? {}))
    .map((typed) => `${label(typed.field.labels, language, typed.field.name)}: ${text(typed)}`);
  return [item.text, ...lines].filter(Boolean).join('\n');
}
