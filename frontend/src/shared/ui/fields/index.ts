export { FieldInput } from './FieldInput';
export { ChoiceDot, dotColour, FieldValue, PlainFieldValue, useFieldText } from './FieldValue';
export { FileInput } from './FileInput';
export { PrincipalPicker, RecordPicker } from './pickers';
export { fieldContent, smallPicture } from './ShownFile';
export { fromWallClock, sameValue, toWallClock } from './values';
