export type { Entry, EntryOptions, OptionSet } from './catalogue/entry.js';
export { catalogue } from './catalogue/index.js';
export { oneOfEachKind, worksOnWholeTensors } from './catalogue/kinds.js';
export { type ConformanceOptions, conformance } from './conformance.js';
export type { BackendUnderTest, Law, ProgramLaw } from './law.js';
export { laws } from './laws/index.js';
export { leaveOut, type Skip } from './leave-out.js';
export { programLaws } from './programs/index.js';
export type { Tolerance } from './tolerance.js';
