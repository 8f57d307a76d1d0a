export { formatterOf, initials, isTimeZone, timeZones } from './format';
export { countries, currencies, weekDays } from './names';
export { useFormat } from './useFormat';
