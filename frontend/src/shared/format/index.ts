export { type Formatter, formatterOf, initials, isTimeZone, shortName, timeZones } from './format';
export { countries, currencies, weekDays } from './names';
export { sizeText } from './size';
export { worthOf } from './total';
export { useFormat } from './useFormat';
