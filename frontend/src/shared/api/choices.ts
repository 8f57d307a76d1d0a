import type { Choice, FieldDefinition, FieldValue, Labels } from './types';

type Values = Readonly<Record<string, FieldValue>>;

/** Says whether a choice can stand beside a value of the field on which its own depends. Beside none every choice can. */
function fits(choice: Choice, beside: FieldValue): boolean {
  if (typeof beside !== 'string' || beside === '') return true;
  return !choice.for?.length || choice.for.includes(beside);
}

/** The field with the choices alone that fit a record with these values. */
export function fitting(field: FieldDefinition, values: Values): FieldDefinition {
  if (!field.depends_on) return field;
  const beside = values[field.depends_on];
  if (typeof beside !== 'string' || beside === '') return field;
  const choices = (field.choices ?? []).filter((choice) => fits(choice, beside));
  // Beside one value there is nothing left to be told apart.
  return { ...field, choices: choices.map(({ of: _, ...choice }) => choice) };
}

/** The fields with the choices that are called alike marked by what they belong to. */
export function toldApart(fields: FieldDefinition[]): FieldDefinition[] {
  return fields.map((field) => {
    const on = fields.find(({ name }) => field.depends_on && name === field.depends_on);
    if (!on) return field;
    const choices = field.choices ?? [];
    const same = (a: string | undefined, b: string | undefined) => a !== undefined && a !== '' && a === b;
    const alike = (a: Choice, b: Choice) => same(a.labels.en, b.labels.en) || same(a.labels.ru, b.labels.ru);
    return {
      ...field,
      choices: choices.map((choice) =>
        choice.for?.length && choices.some((other) => other !== choice && alike(choice, other))
          ? { ...choice, of: joined(on, choice.for) }
          : choice,
      ),
    };
  });
}

function joined(on: FieldDefinition, values: string[]): Labels {
  const of = (language: keyof Labels) =>
    (on.choices ?? [])
      .filter(({ value }) => values.includes(value))
      .map(({ labels, value }) => labels[language] || labels.en || labels.ru || value)
      .join(', ');
  return { en: of('en'), ru: of('ru') };
}

/** Says whether the office chooses where nobody has: a stage, or what is required. */
function isFilled({ required, choices }: FieldDefinition): boolean {
  return required || (choices ?? []).some(({ outcome }) => outcome);
}

/** What a form holds after one of its fields was given a value: the choices that depend on it follow, as at the office. */
export function following(
  fields: readonly FieldDefinition[],
  values: Values,
  name: string,
  value: FieldValue,
): Record<string, FieldValue> {
  let now: Record<string, FieldValue> = { ...values, [name]: value };
  const named = fields.find((field) => field.name === name);
  const home = named?.choices?.find((choice) => choice.value === value)?.for?.[0];
  if (named?.depends_on && home && isEmpty(now[named.depends_on])) {
    now = following(fields, now, named.depends_on, home);
  }
  for (const field of fields) {
    if (field.depends_on !== name || isEmpty(now[field.name])) continue;
    const choices = fitting(field, now).choices ?? [];
    if (choices.some((choice) => choice.value === now[field.name])) continue;
    now = following(fields, now, field.name, isFilled(field) ? choices[0]?.value : null);
  }
  return now;
}

/** What the form of a new record begins with: the first stage of its pipeline, where nothing else is set. */
export function begunWith(fields: readonly FieldDefinition[], values: Values): Record<string, FieldValue> {
  let now: Record<string, FieldValue> = { ...values };
  for (const field of fields) {
    if (!field.depends_on || isEmpty(now[field.depends_on]) || !isFilled(field)) continue;
    const choices = fitting(field, now).choices ?? [];
    if (choices.some((choice) => choice.value === now[field.name])) continue;
    now = following(fields, now, field.name, choices[0]?.value);
  }
  return now;
}

function isEmpty(value: FieldValue): boolean {
  return value === undefined || value === null || value === '';
}
