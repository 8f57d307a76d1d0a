import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/hooks';
import { type Formatter, formatterOf } from './format';

/** Formatter for the language on screen and the time zone of the employee; times say it where the company's is another. */
export function useFormat(): Formatter {
  const { i18n } = useTranslation();
  const me = useQuery({ ...meQuery, enabled: false }).data;
  return formatterOf(i18n.language, me?.employee.time_zone, me?.company.time_zone);
}
