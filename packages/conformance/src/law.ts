import type { Entry } from './catalogue/entry.js';

/**
 * How far a backend may be from the reference: not at all, or by `absolute + relative · |x|` for a
 * number x. Where two NaNs, or two infinities of one sign, meet, they are equal.
 */
export type Tolerance = 'exact' | { readonly relative: number; readonly absolute: number };

/** The tolerance that allows whatever one of two does. */
export function wider(a: Tolerance, b: Tolerance = 'exact'): Tolerance {
  if (a === 'exact' || b === 'exact') return a === 'exact' ? b : a;
  return {
    relative: Math.max(a.relative, b.relative),
    absolute: Math.max(a.absolute, b.absolute),
  };
}

/** What a law knows of the backend that it holds. It never asks which one it is. */
export interface BackendUnderTest {
  readonly tolerance: Tolerance;
  /** Whether programs run as one kernel each, and not as ordinary ops. */
  readonly fused: boolean;
}

/** One property of all optimizers on all backends. It registers tests with vitest. */
export type Law = (entry: Entry, backend: BackendUnderTest) => void;

/** One property of all programs on all backends. It registers tests with vitest. */
export type ProgramLaw = (backend: BackendUnderTest) => void;
