export { initials, isTimeZone, makeFormatter, timeZones } from './format';
export { useFormat } from './useFormat';
