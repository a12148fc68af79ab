export { catalogue, type Entry, type EntryOptions, type OptionSet } from './catalogue.js';
export { type ConformanceOptions, conformance, type Skip } from './conformance.js';
export type { BackendUnderTest, Law, ProgramLaw, Tolerance } from './law.js';
export { laws } from './laws/index.js';
export { programLaws } from './programs/index.js';
