import { type Backend, findBackend, registerBackend, unregisterBackend } from '@nadir/core';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leaveOut, type Skip } from './leave-out.js';
import { type SuiteOptions, suiteOf } from './suite/suite.js';

/** What {@link conformance} holds to the laws. */
export interface ConformanceOptions extends Omit<SuiteOptions, 'fused'> {
  /** The adapter, or `undefined` for the ordinary ops that take its place where there is none. */
  readonly backend: Backend | undefined;
  /** Registers the adapter. Default: `registerBackend(backend)`. */
  readonly register?: () => void | Promise<void>;
  /** Name of the TensorFlow.js backend to run on. Default: that of the adapter. */
  readonly tfjsBackend?: string;
  /** Which of several builds or kinds of device is held to the laws, for the title. */
  readonly variant?: string;
  /** Tests to leave out, by group and title. One that does not exist fails the run. */
  readonly skip?: readonly Skip[];
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
  skip = [],
  ...suite
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
    for (const { title: group, takesLong, cases } of suiteOf({
      ...suite,
      fused: backend !== undefined,
    })) {
      describe(group, { timeout: takesLong ? 600_000 : 120_000 }, () => {
        for (const { title, run } of cases) it(title, run);
      });
    }
  });
}
