import type { Entry } from './catalogue/entry.js';
import type { Tolerance } from './tolerance.js';

/** What a law knows of the backend that it holds. It never asks which one it is. */
export interface BackendUnderTest {
  readonly tolerance: Tolerance;
  /** Whether programs run as one kernel each, and not as ordinary ops. */
  readonly fused: boolean;
  /** Whether cases that say no more of the device than others do are left out. */
  readonly isSample: boolean;
}

/** Takes a test: `it` of vitest, or what makes a list of them. */
export type Register = (title: string, run: () => void | Promise<void>) => void;

/** One property of all optimizers on all backends. It registers tests by `it`. */
export type Law = (it: Register, entry: Entry, backend: BackendUnderTest) => void;

/** One property of all programs on all backends. It registers tests by `it`. */
export type ProgramLaw = (it: Register, backend: BackendUnderTest) => void;
