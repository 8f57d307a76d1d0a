import type { FieldDefinition } from '../../api';
import { label } from '../../i18n';

/** The fields whose name on screen has what is typed in it; those that begin with it come first. */
export function fieldsFound(fields: FieldDefinition[], language: string, text: string): FieldDefinition[] {
  const wanted = fold(text.trim());
  if (wanted === '') return fields;
  const nameOf = (field: FieldDefinition) => fold(label(field.labels, language, field.name));
  const found = fields.filter((field) => nameOf(field).includes(wanted));
  const first = found.filter((field) => nameOf(field).startsWith(wanted));
  return [...first, ...found.filter((field) => !first.includes(field))];
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
