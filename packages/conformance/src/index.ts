export { type ConformanceOptions, conformance } from './conformance.js';
export { leaveOut, type Skip } from './leave-out.js';
export * from './suite/index.js';
