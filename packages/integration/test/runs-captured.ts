import { capture } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { type Program, programs } from './programs.js';

/**
 * Registers tests that hold captured programs against uncaptured ones.
 * @param prepare Puts a backend in use.
 * @param broken Programs that TensorFlow.js computes wrongly there by itself.
 */
export function runsCaptured(
  name: string,
  prepare: () => Promise<unknown>,
  broken: readonly string[] = [],
): void {
  describe(`on ${name}, a program has the same losses captured`, () => {
    const titles = Object.keys(programs).filter((title) => !broken.includes(title));
    test.each(titles)('%s', async (title) => {
      await prepare();
      const make = programs[title] as () => Program;
      const [plain, replayed] = [make(), make()];
      const captured = capture(replayed.step);
      const losses = async (step: Program['step'], k: number) => {
        const inputs = plain.inputs(k);
        const result = tf.tidy(() => step(...inputs));
        const values = [...(await result.data())];
        tf.dispose([result, ...inputs]);
        return values;
      };
      // A seed of 0 would be none.
      for (let k = 1; k < 9; k++) {
        expect(await losses(captured, k)).toEqual(await losses(plain.step, k));
      }
      expect(captured.plans).toHaveLength(1);
      captured.dispose();
    });
  });
}
