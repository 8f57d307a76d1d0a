/** What one types as a number, made into a decimal string: "1 234,5" gives "1234.5"; anything else stays as typed. */
export function decimal(typed: string): string {
  const compact = typed.replace(/[\s\u00a0\u202f']/g, '');
  const dotted =
    /,\d{3}(,|$|\.)/.test(compact) && compact.includes('.')
      ? compact.replaceAll(',', '')
      : compact.replace(',', '.');
  return /^-?\d*\.?\d*$/.test(dotted) ? dotted : typed;
}

/** Moment in UTC as the clock on the wall of a time zone shows it: "YYYY-MM-DD HH:mm:ss". */
export function toWallClock(moment: string, timeZone: string): string {
  const at = new Date(moment);
  return Number.isNaN(at.getTime()) ? moment : wallClock(at, timeZone);
}

/** Moment in UTC (RFC 3339) at which the wall clock of a time zone shows `wall`. */
export function fromWallClock(wall: string, timeZone: string): string {
  const guess = new Date(`${wall.replace(' ', 'T')}Z`);
  const offset = new Date(`${wallClock(guess, timeZone).replace(' ', 'T')}Z`).getTime() - guess.getTime();
  const first = new Date(guess.getTime() - offset);
  // Near a change of the clocks the offset at the answer differs from the offset at the guess.
  const second = new Date(`${wallClock(first, timeZone).replace(' ', 'T')}Z`).getTime() - first.getTime();
  return new Date(guess.getTime() - second).toISOString().replace('.000Z', 'Z');
}

function wallClock(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    ...(timeZone === '' ? {} : { timeZone }),
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return parts.format(at);
}

/** Two values as they stand in JSON are the same value. */
export function sameValue(a: unknown, b: unknown): boolean {
  const empty = (value: unknown) =>
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  return (empty(a) && empty(b)) || JSON.stringify(a) === JSON.stringify(b);
}
