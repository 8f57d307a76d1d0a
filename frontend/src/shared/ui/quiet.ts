import { useEffect, useState } from 'react';
import { type QuietHours, useMe } from '../api';
import { usePreferences } from './preferences';

const DAY = 24 * 60;

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The weekday (1 is Monday) and the minute of the day in a time zone. */
function localMoment(at: Date, timeZone: string): { day: number; minute: number } {
  const parts = new Intl.DateTimeFormat('en', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(at);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return {
    day: WEEKDAYS.indexOf(part('weekday')) + 1,
    minute: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** Whether it is quiet at that moment. Hours that end at or before they begin end on the next day. */
export function isQuiet(quiet: QuietHours, at: Date, timeZone: string): boolean {
  const { day, minute } = localMoment(at, timeZone);
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const end = to > from ? to : to + DAY;
  const begins = (which: number) => quiet.days.includes(which);
  if (begins(day) && minute >= from && minute < end) return true;
  return begins(day === 1 ? 7 : day - 1) && minute + DAY < end;
}

/** Whether it is quiet now for the employee who is signed in. */
export function useQuiet(): boolean {
  const zone = useMe().employee.time_zone;
  const { quiet } = usePreferences();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const next = setTimeout(() => setNow(new Date()), 60_000 - (Date.now() % 60_000));
    return () => clearTimeout(next);
  });
  return isQuiet(quiet, now, zone);
}
