import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/hooks';
import { type Formatter, makeFormatter } from './format';

/** Formatter for the language on screen and the time zone of the employee. */
export function useFormat(): Formatter {
  const { i18n } = useTranslation();
  const zone = useQuery({ ...meQuery, enabled: false }).data?.employee.time_zone;
  return useMemo(() => makeFormatter(i18n.language, zone), [i18n.language, zone]);
}
