import { Optimizer } from '@nadir/core';
import { lookahead } from '@nadir/optim/transforms';
import { tensor } from '@tensorflow/tfjs-core';
import { keySets, shapesOf, titleOf } from '../../catalogue/entry.js';
import { expectEqual } from '../../expect-equal.js';
import type { Law } from '../../law.js';
import { gradientsAt } from '../../numbers.js';
import { named, read, startRun, step } from '../../run.js';

const { fround } = Math;

/** Slow weights can be kept around every rule: `lookahead` does what moving them by hand does. */
export const looksAhead: Law = (it, entry, { tolerance }) => {
  for (const set of keySets(entry)) {
    it(`keeps slow weights around the rule: ${titleOf(set)}`, async () => {
      const byHand = startRun(entry, set);
      const { variables } = startRun(entry, set);
      const rule = lookahead(entry.rule, { k: 2, alpha: 0.5 });
      const ahead = { variables, optimizer: new Optimizer(rule, named(variables), set) };
      const slow = await Promise.all(variables.map(read));
      for (let k = 0; k < 5; k++) {
        const gradients = gradientsAt(k, shapesOf(entry));
        step(byHand, gradients);
        step(ahead, gradients);
        if (k % 2 === 0) continue;
        for (const [i, one] of byHand.variables.entries()) {
          const fast = await read(one);
          slow[i]?.forEach((s, e, all) => {
            const end = fast[e] as number;
            // As `lerp` computes it from ½ on.
            all[e] = fround(end + fround(-0.5 * fround(end - s)));
          });
          one.assign(tensor(slow[i] as Float32Array, one.shape));
        }
      }
      for (const [i, one] of variables.entries()) {
        const expected = await read(byHand.variables[i] as typeof one);
        expectEqual(await read(one), expected, `p${i}`, tolerance);
      }
      ahead.optimizer.dispose();
    });
  }
};
