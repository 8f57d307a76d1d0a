import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/hooks';
import { type Formatter, formatterOf } from './format';

/** Formatter for the language on screen and the time zone of the employee. */
export function useFormat(): Formatter {
  const { i18n } = useTranslation();
  const zone = useQuery({ ...meQuery, enabled: false }).data?.employee.time_zone;
  return formatterOf(i18n.language, zone);
}
