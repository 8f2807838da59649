export * from './log.js';
export * from './settings.js';
