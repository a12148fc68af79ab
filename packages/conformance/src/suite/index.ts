export type { Entry, EntryOptions, OptionSet } from '../catalogue/entry.js';
export { catalogue } from '../catalogue/index.js';
export { oneOfEachKind, worksOnWholeTensors } from '../catalogue/kinds.js';
export type { BackendUnderTest, Law, ProgramLaw, Register } from '../law.js';
export { laws } from '../laws/index.js';
export { programLaws } from '../programs/index.js';
export type { Tolerance } from '../tolerance.js';
export {
  type Case,
  type CaseGroup,
  type Extent,
  type LawName,
  type SuiteOptions,
  suiteOf,
} from './suite.js';
