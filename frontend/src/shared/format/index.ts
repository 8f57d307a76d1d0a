export { formatterOf, initials, isTimeZone, timeZones } from './format';
export { useFormat } from './useFormat';
