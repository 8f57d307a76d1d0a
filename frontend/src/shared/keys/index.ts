export { keyboard } from './keyboard';
export { caps, KEY_GROUPS, KEY_IDS, KEYS, type KeyId } from './map';
export { goToRegion } from './regions';
export { useKeyboard, useKeys } from './useKeys';
