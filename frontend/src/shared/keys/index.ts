export { keyboard } from './keyboard';
export { caps, KEY_GROUPS, KEY_IDS, KEYS, type KeyId, otherCaps } from './map';
export { goToRegion } from './regions';
export { saveForm, useKeyboard, useKeys } from './useKeys';
