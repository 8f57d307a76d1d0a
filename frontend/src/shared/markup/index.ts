export { Formatted } from './Formatted';
export { isLink } from './inline';
export { rich } from './rich';
export { write } from './write';
