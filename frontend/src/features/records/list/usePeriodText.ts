import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/format';
import type { Period } from './groups';

const LAST_OF_WEEK_MS = 6 * 86_400_000;

/** What a period of the calendar is called that begins with a day: "October 2026", "16 – 22 Nov 2026". */
export function usePeriodText(): (first: string, period: Period) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (first, period) => {
      const year = first.slice(0, 4);
      switch (period) {
        case 'day':
          return format.date(first);
        case 'week':
          return format.days(first, new Date(Date.parse(first) + LAST_OF_WEEK_MS).toISOString());
        case 'month':
          return format.month(first);
        case 'quarter':
          return t('list.quarter', { quarter: Math.ceil(Number(first.slice(5, 7)) / 3), year });
        case 'year':
          return year;
      }
    },
    [t, format],
  );
}
