export { FieldInput } from './FieldInput';
export { FieldValue, PlainFieldValue, useFieldText } from './FieldValue';
export { PrincipalPicker, RecordPicker } from './pickers';
export { fromWallClock, sameValue, toWallClock } from './values';
