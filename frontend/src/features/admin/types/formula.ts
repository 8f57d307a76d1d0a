import type { FieldDesign, TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';

const COUNTED = new Set<FieldDesign['kind']>([
  'number',
  'percent',
  'money',
  'yes_no',
  'date',
  'date_time',
  'calculated',
]);

/** Fields of a type that a formula of another one can name. */
export function calculable(type: TypeDesign, field: FieldDesign): FieldDesign[] {
  return type.fields.filter(
    ({ name, kind, archived }) => !archived && name !== field.name && COUNTED.has(kind),
  );
}

const SIGNS: Record<string, string> = { '*': '×', '/': '÷', '-': '−' };

/** A formula as people read it: with what its fields are called; empty where it names none. */
export function inWords(formula: string, fields: FieldDesign[], language: string): string {
  let named = false;
  const words = formula.replace(/[a-z][a-z0-9_]*|[-*/]/g, (part) => {
    const field = fields.find(({ name }) => name === part);
    named ||= field !== undefined;
    return field ? label(field.labels, language, part) : (SIGNS[part] ?? part);
  });
  return named ? words : '';
}

/** A formula with a field put in where the caret stands, with blanks around it, and where the caret stands then. */
export function withField(
  formula: string,
  name: string,
  at = formula.length,
): { formula: string; caret: number } {
  const before = formula.slice(0, at).replace(/(\S)$/, '$1 ').replace(/\( $/, '(');
  const after = formula.slice(at);
  return {
    formula: `${before}${name}${after && !/^[\s)]/.test(after) ? ' ' : ''}${after}`,
    caret: before.length + name.length,
  };
}
