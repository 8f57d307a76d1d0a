export * from './client';
export * from './company';
export { events, type RecordEvent } from './events';
export * from './filter';
export * from './hooks';
export * from './resources';
export * from './types';
export { upload } from './upload';
export * from './views';
