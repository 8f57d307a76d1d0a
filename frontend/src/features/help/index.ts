export { PAGE_NAMES } from './contents';
export { HelpPage } from './HelpPage';
export { HelpPanel } from './HelpPanel';
export { readManual } from './manual';
export { pageFor } from './places';
