export { type Formatter, formatterOf, isTimeZone, timeZones } from './format';
export { countries, currencies, weekDays } from './names';
export { initials, shortName, useNameOrder } from './person';
export { thousands } from './separators';
export { sizeText } from './size';
export { worthOf } from './total';
export { useFormat } from './useFormat';
