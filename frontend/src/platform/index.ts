export { preferredLanguage } from './language';
export { storage } from './storage';
