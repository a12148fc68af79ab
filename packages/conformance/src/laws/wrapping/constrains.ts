import { maxNorm, nonNegative } from '@nadir/optim/regularizers';
import { richest, shapesOf } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectEqual } from '../../expect-equal.js';
import type { Law } from '../../law.js';
import { gradientsAt } from '../../numbers.js';
import { snapshotOf, startRun, step } from '../../run.js';

/** A constraint takes parameters to the nearest point of its set, after the step of the rule. */
export const constrains: Law = (it, entry) => {
  it('keeps parameters in the set of a constraint', async () => {
    const after = async (options: object) => {
      const run = startRun(entry, { ...richest(entry), ...options });
      step(run, gradientsAt(0, shapesOf(entry)));
      return (await snapshotOf(run)).weights;
    };
    const plain = await after({});
    const positive = await after({ proximal: nonNegative({ include: 'all' }) });
    const bounded = await after({ proximal: maxNorm(0.5, { units: 'tensor' }) });
    for (const [i, shape] of shapesOf(entry).entries()) {
      const name = `p${i}`;
      const weights = plain[name] as Float32Array;
      // Projecting onto w ≥ 0 has something to do, but for a parameter that may be one positive number.
      if (shape.length > 0) expect(weights.some((w) => w < 0)).toBe(true);
      const kept = positive[name] as Float32Array;
      expectEqual(
        kept,
        weights.map((w) => Math.max(w, 0)),
        name,
      );
      const norm = Math.hypot(...weights);
      // Vectors and numbers are left out.
      const scale = shape.length > 1 ? Math.min(norm, 0.5) / (1e-7 + norm) : 1;
      const close = { relative: 1e-5, absolute: 1e-6 };
      expectEqual(
        bounded[name] as Float32Array,
        weights.map((w) => w * scale),
        name,
        close,
      );
    }
  });
};
