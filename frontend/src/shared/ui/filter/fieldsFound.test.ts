import { expect, test } from 'vitest';
import type { FieldDefinition } from '../../api';
import { fieldsFound } from './fieldsFound';

const fields = [
  ['name', 'Deal', 'Сделка'],
  ['close_date', 'Close date', 'Дата закрытия'],
  ['created_at', 'Created', 'Создано'],
  ['paid', 'Date paid', 'Учёт оплаты'],
].map(([name = '', en = '', ru = '']) => ({ name, labels: { en, ru } }) as FieldDefinition);

test.each([
  ['nothing typed', 'en', '', ['name', 'close_date', 'created_at', 'paid']],
  ['a part of a word', 'en', 'clos', ['close_date']],
  ['what one name begins with and another has within', 'en', 'DATE', ['paid', 'close_date']],
  ['Russian, ё typed as е', 'ru', 'учет', ['paid']],
  ['a word no field has', 'ru', 'date', []],
])('%s', (_name, language, text, want) => {
  expect(fieldsFound(fields, language, text).map((field) => field.name)).toEqual(want);
});
