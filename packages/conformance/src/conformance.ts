import { type Backend, findBackend, registerBackend, unregisterBackend } from '@nadir/core';
import { engine, ready, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { type Entry, richest } from './catalogue/entry.js';
import { catalogue } from './catalogue/index.js';
import { oneOfEachKind } from './catalogue/kinds.js';
import { wrapped } from './catalogue/wrapped.js';
import type { Law } from './law.js';
import { equalsInterpreter } from './laws/equals-interpreter.js';
import { deviceLaws, laws, wrappingLaws } from './laws/index.js';
import { leaveOut, type Skip } from './leave-out.js';
import { programLaws } from './programs/index.js';
import { type Tolerance, wider } from './tolerance.js';

/** What {@link conformance} holds to the laws. */
export interface ConformanceOptions {
  /** The adapter, or `undefined` for the ordinary ops that take its place where there is none. */
  readonly backend: Backend | undefined;
  /** Registers the adapter. Default: `registerBackend(backend)`. */
  readonly register?: () => void | Promise<void>;
  /** Name of the TensorFlow.js backend to run on. Default: that of the adapter. */
  readonly tfjsBackend?: string;
  /** Which of several builds or kinds of device is held to the laws, for the title. */
  readonly variant?: string;
  /** How far results may be from those of the interpreter. */
  readonly tolerance: Tolerance;
  /** Tests to leave out, by group and title. One that does not exist fails the run. */
  readonly skip?: readonly Skip[];
  /** Optimizers to hold to the laws. Default: all of `@nadir/core`, and some made of its links. */
  readonly entries?: readonly Entry[];
  /**
   * Hold each optimizer with the most options it has, and only one of each kind to more than its formula: to what depends
   * on the device, and those with the least and the most work to what acts around a rule. For a device that is slow, or
   * whose compiler is tested on another. Default `false`.
   */
  readonly short?: boolean;
}

/**
 * Registers the tests that every backend passes, in a test file of vitest.
 *
 * The file imports `@tensorflow/tfjs`, or its core with gradients and layers, and the backend of
 * TensorFlow.js. The adapter is registered before the first of the tests and taken out after the last.
 *
 * @example
 * ```ts
 * import '@tensorflow/tfjs';
 * import { conformance } from '@nadir/conformance';
 * import { backend, register } from './index.js';
 *
 * conformance({
 *   backend,
 *   register,
 *   tolerance: { relative: 1e-5, absolute: 1e-6 },
 *   skip: [{ test: 'programs/sum of 10 million equal terms', reason: 'beyond the texture limit' }],
 * });
 * ```
 */
export function conformance({
  backend,
  register,
  tfjsBackend = backend?.name,
  variant,
  tolerance,
  skip = [],
  entries = [...catalogue, ...wrapped],
  short = false,
}: ConformanceOptions): void {
  const place = variant === undefined ? tfjsBackend : `${tfjsBackend}, ${variant}`;
  const title = `${backend ? 'the adapter' : 'ordinary ops'} on ${place}`;

  describe(title, { timeout: 120_000 }, () => {
    beforeAll(async () => {
      if (tfjsBackend === undefined || !(await setBackend(tfjsBackend))) {
        throw new Error(`conformance: got the TensorFlow.js backend ${tfjsBackend}, expected one.`);
      }
      await ready();
      unregisterBackend(tfjsBackend);
      if (register !== undefined) await register();
      else if (backend !== undefined) registerBackend(backend);
      expect(findBackend(), 'the adapter after register()').toBe(backend);
    });
    afterAll(() => unregisterBackend(tfjsBackend as string));

    leaveOut(title, skip);
    beforeEach(() => {
      const known = new Set(Object.keys(engine().registeredVariables));
      engine().startScope();
      return () => {
        engine().endScope();
        for (const [name, one] of Object.entries(engine().registeredVariables)) {
          if (!known.has(name)) one.dispose();
        }
      };
    });

    const underTest = { tolerance, fused: backend !== undefined, short };
    describe('programs', () => {
      for (const law of programLaws) law(underTest);
    });
    const kinds = oneOfEachKind(entries.filter(({ takesLong }) => !takesLong));
    const [least, most] = [kinds[0], kinds.at(-1)];
    const hold = (entry: Entry, to: readonly Law[]) => {
      const allowed = { ...underTest, tolerance: wider(tolerance, entry.tolerance) };
      for (const law of to) law(entry, allowed);
    };
    for (const entry of entries) {
      describe(entry.rule.name, { timeout: entry.takesLong ? 600_000 : 120_000 }, () => {
        if (!short) {
          hold(entry, laws);
          return;
        }
        const one = { ...entry, optionSets: [richest(entry)] };
        hold(one, kinds.includes(entry) ? deviceLaws : [equalsInterpreter]);
        if (entry === least || entry === most) hold(one, wrappingLaws);
      });
    }
  });
}
