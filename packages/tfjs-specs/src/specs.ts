/// <reference types="vite/types/importMeta.d.ts" />
import { leaveOut } from '@nadir/conformance';
import { type Backend, findBackend, unregisterBackend } from '@nadir/core';
import { engine, env, setBackend, train } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { leftOut } from './left-out.js';
import { replacements } from './replacements.js';
import { made, suites } from './tfjs.js';

// Loaded, each tells its suite to tfjs.ts; plugin.ts says how.
import.meta.glob('/node_modules/@tensorflow/tfjs-core/dist/optimizers/*optimizer_test.js', {
  eager: true,
  exhaustive: true,
});

/** What {@link optimizerSpecs} runs on. */
export interface Ground {
  readonly backend: Backend;
  readonly register: () => void;
  /** Flags of TensorFlow.js to set first. */
  readonly flags?: Readonly<Record<string, boolean | number>>;
}

/** Registers the specs of all optimizers of TensorFlow.js that Nadir replaces, on one backend. */
export function optimizerSpecs({ backend, register, flags = {} }: Ground): void {
  const title = `TensorFlow.js's optimizer specs on ${backend.name}`;

  describe(title, () => {
    leaveOut(title, leftOut);

    beforeAll(async () => {
      // With IS_TEST, the engine checks each kernel for tensors that it leaves behind.
      env().setFlags({ ...flags, IS_TEST: true });
      await setBackend(backend.name);
      register();
      expect(findBackend(), 'the adapter after register()').toBe(backend);
    });
    afterAll(() => unregisterBackend(backend.name));

    beforeEach(() => {
      made.length = 0;
      engine().startScope();
      return () => {
        engine().endScope();
        engine().disposeVariables();
      };
    });

    for (const [name, specs] of suites) {
      const optimizer = name.replace(/Optimizer$/, '');
      const factory = optimizer.toLowerCase();
      if (factory in train && !(factory in replacements)) {
        it(name, ({ skip }) => skip(`Nadir has no ${optimizer}`));
        continue;
      }
      describe(name, () => {
        beforeEach(() => () => expect(made, 'optimizers of Nadir').not.toEqual([]));
        specs();
      });
    }

    it('has specs of every factory that is replaced', () => {
      const factories = suites.map(([name]) => name.replace(/Optimizer$/, '').toLowerCase());
      expect(factories).toEqual(expect.arrayContaining(Object.keys(replacements)));
    });
  });
}
