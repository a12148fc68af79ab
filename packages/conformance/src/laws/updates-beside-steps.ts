import { type OptionValues, RuleInterpreter } from '@nadir/core';
import { applyUpdate, skipStep, throwError } from '@nadir/optim';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { dispose, memory } from '@tensorflow/tfjs-core';
import { type EntryOptions, optionsOf, richest, titleOf } from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import { expectRefusedUnchanged } from '../expect-refused.js';
import type { Law } from '../law.js';
import { gradientsAt, manyShapes, numbers, sizeOf } from '../numbers.js';
import {
  expectSameRun,
  expectUnchanged,
  type Gradients,
  gradientMap,
  interpretedSnapshot,
  named,
  type Run,
  read,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** Gradients for a further update, one of them missing: others than those of the steps. */
const othersAt = (k: number, shapes?: typeof manyShapes): Gradients =>
  gradientsAt(100 + k, shapes).map((gradient, i) => (i === 1 && k % 2 === 0 ? null : gradient));

/** What a rule has beside its step changes its state like a step, and is counted as none. */
export const updatesBesideSteps: Law = (it, entry, { tolerance }) => {
  for (const name of Object.keys(entry.rule.further)) {
    const update = ({ optimizer, variables }: Run, gradients: Gradients) => {
      const tensors = gradientMap(variables, gradients);
      applyUpdate(optimizer, name, tensors);
      for (const tensor of Object.values(tensors)) tensor.dispose();
    };
    /** Steps, with a further update before every third of them. */
    const acts = (steps: number) =>
      Array.from({ length: steps }, (_, k) => [
        ...(k % 3 === 0 ? [(run: Run) => update(run, othersAt(k))] : []),
        (run: Run) => step(run, gradientsAt(k)),
      ]).flat();
    const started = (options: EntryOptions = {}) => {
      const run = startRun(entry, { ...richest(entry), ...options });
      for (const act of acts(2)) act(run);
      return run;
    };

    for (const set of entry.optionSets) {
      it(`updates ${name} as the interpreter does: ${titleOf(set)}`, async () => {
        const run = startRun(entry, set, manyShapes);
        const reference = new RuleInterpreter(
          entry.rule,
          manyShapes.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
          'float32',
        );
        const options = () => optionsOf(entry, set) as OptionValues;
        for (let k = 0; k < 7; k++) {
          if (k % 3 === 0) {
            update(run, othersAt(k, manyShapes));
            reference.update(name, othersAt(k, manyShapes), options);
          }
          step(run, gradientsAt(k, manyShapes));
          reference.step(gradientsAt(k, manyShapes), options);
        }
        expectSameRun(await snapshotOf(run), interpretedSnapshot(reference), tolerance);
      });
    }

    it(`goes on bit for bit with a state saved before and after ${name} is updated`, async () => {
      const whole = startRun(entry, richest(entry));
      const resumed = { ...startRun(entry, richest(entry)) };
      for (const act of acts(8)) {
        act(whole);
        act(resumed);
        const saved = resumed.optimizer.stateDict();
        resumed.optimizer.dispose();
        resumed.optimizer = entry.create(named(resumed.variables));
        resumed.optimizer.loadStateDict(saved);
        dispose(saved.tensors);
      }
      expectUnchanged(await snapshotOf(resumed), await snapshotOf(whole));
    });

    it(`leaves gradients and counts alone that ${name} is updated with`, async () => {
      const run = started({ clip: clipByGlobalNorm(0.1), maximize: true });
      const { steps, description } = await snapshotOf(run);
      const given = gradientMap(run.variables, gradientsAt(7));
      applyUpdate(run.optimizer, name, given);
      for (const [i, tensor] of Object.values(given).entries()) {
        expectEqual(await read(tensor), gradientsAt(7)[i] as Float32Array, `gradient ${i}`);
      }
      const after = await snapshotOf(run);
      expect(after.steps).toEqual(steps);
      expect(after.description).toBe(description);
    });

    it(`changes nothing where a gradient for ${name} is not finite`, async () => {
      const bad = gradientsAt(5).map((gradient) => gradient.fill(Number.NaN, 0, 1));
      const skipping = started({ nonFinite: skipStep });
      const before = await snapshotOf(skipping);
      update(skipping, bad);
      expectUnchanged(await snapshotOf(skipping), before);

      const throwing = started({ nonFinite: throwError });
      const refused = gradientMap(throwing.variables, bad);
      const action = async () => {
        applyUpdate(throwing.optimizer, name, refused);
        await throwing.optimizer.settled();
      };
      await expectRefusedUnchanged(throwing, action, ['NADIR_TENSOR', '"p0" and 2 more']);
    });

    it(`leaks nothing when ${name} is updated`, async () => {
      const run = startRun(entry, { ...richest(entry), nonFinite: skipStep });
      let after = memory();
      for (let k = 0; k < 30; k++) {
        update(run, gradientsAt(k));
        step(run, gradientsAt(k));
        await run.optimizer.settled();
        if (k === 2) after = memory();
      }
      expect(memory().numTensors).toBe(after.numTensors);
      expect(memory().numDataBuffers).toBe(after.numDataBuffers);
    });
  }
};
