import type { FieldDefinition, FieldValue, Me } from '@/shared/api';
import { toWallClock } from '@/shared/ui';

/** What the form of a new record offers before anybody types. */
export function startValues(
  fields: FieldDefinition[],
  employee: Me['employee'],
  now: Date,
): Record<string, FieldValue> {
  const moment = now.toISOString();
  const words: Partial<Record<FieldDefinition['kind'], Record<string, string>>> = {
    date: { today: toWallClock(moment, employee.time_zone).slice(0, 10) },
    date_time: { now: moment },
    employee: { me: employee.id },
  };
  const startOf = ({ kind, default: start }: FieldDefinition) =>
    typeof start === 'string' ? (words[kind]?.[start] ?? start) : start;
  const given = fields
    .filter((field) => field.default !== undefined && field.default !== null)
    .map((field) => [field.name, startOf(field)] as const);
  return Object.fromEntries([...fields.flatMap(firstStage), ...given]);
}

/** What goes forward begins at its first stage, unless that ends it or depends on where it goes. */
function firstStage({ name, kind, choices, depends_on }: FieldDefinition): [string, FieldValue][] {
  const first = choices?.[0];
  const isStage = kind === 'choice' && choices?.some(({ outcome }) => outcome);
  return isStage && !depends_on && first && !first.outcome ? [[name, first.value]] : [];
}

/** What of a form goes to the office: fields that are shown; empty ones only where the office would fill in a default. */
export function sentValues(
  fields: FieldDefinition[],
  values: Record<string, FieldValue>,
): Record<string, FieldValue> {
  const sent: Record<string, FieldValue> = {};
  for (const { name, default: start } of fields) {
    const value = values[name];
    const empty = value === undefined || value === null || value === '';
    if (!empty) sent[name] = value;
    else if (start !== undefined && start !== null) sent[name] = null;
  }
  return sent;
}
