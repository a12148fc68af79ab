import {
  chain,
  Optimizer,
  type OptionValues,
  RuleInterpreter,
  rowwise,
  type Transform,
} from '@nadir/core';
import { Adam, AdamW, SGD, SparseAdam } from '@nadir/optim';
import {
  addDecayedWeights,
  cautious,
  clipByValue,
  lookahead,
  scaleByAdam,
  scaleByLearningRate,
  softThreshold,
} from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';

/** The parameter after steps by gradients that do not depend on it. */
function after(
  rule: Transform,
  options: OptionValues,
  gradients: number[][],
  start = [1, -2, 0.5],
) {
  const run = new RuleInterpreter(rule, [{ shape: [start.length], values: start }], 'float64');
  for (const gradient of gradients) run.step([gradient], () => ({ ...rule.defaults, ...options }));
  return [...(run.parameters[0]?.param ?? [])];
}

const sixSteps = [1, 2, 3, 4, 5, 6].map((t) =>
  [0, 1, 2].map((i) => Math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1),
);

describe('cautious', () => {
  it('gives the numbers of C-AdamW', () => {
    // By the official rule in NumPy in float64, which adds ε = 1e-8 to √v without correcting its bias.
    const expected = [0.7271699267, -1.9998229989, 0.3485671815];
    const given = after(cautious(AdamW.rule), { learningRate: 0.1, weightDecay: 0.1 }, sixSteps);
    given.forEach((x, i) => {
      expect(Math.abs(x - (expected[i] as number))).toBeLessThan(5e-7);
    });
  });

  it('leaves out what goes against the gradient, and scales by the share of the rest', () => {
    // The buffer is (1, 1, −1, 1) and then 0.5 of that plus (−2, 1, −1, 1): only the first element turns
    // against its gradient with (−1.5, …), which agrees again. So all agree: a plain step.
    const heavy = { learningRate: 1, momentum: 0.5 };
    const start = [0, 0, 0, 0];
    const first = [1, 1, -1, 1];
    expect(after(cautious(SGD.rule), heavy, [first, [-2, 1, -1, 1]], start)).toEqual(
      after(SGD.rule, heavy, [first, [-2, 1, -1, 1]], start),
    );
    // Buffers (0.25, 1.5, −1.5, 0.5) by gradients (−0.25, 1, −1, 0): the first goes against its gradient,
    // the last has none. Two of four are left, so these steps are twice as long.
    expect(after(cautious(SGD.rule), heavy, [first, [-0.25, 1, -1, 0]], start)).toEqual([
      -1,
      -1 - 2 * 1.5,
      1 + 2 * 1.5,
      -1,
    ]);
  });

  it('lengthens a step by no more than 1000', () => {
    const first = Array.from({ length: 2000 }, () => 1);
    const second = first.map((_, i) => (i === 0 ? 1 : -0.25));
    const [x] = after(
      cautious(SGD.rule),
      { learningRate: 1, momentum: 0.5 },
      [first, second],
      first,
    );
    // 1 − 1, then 1.5 by 1000, though one of 2000 agrees.
    expect(x).toBe(-1500);
  });

  it('keeps weight decay, clipping and proximal steps whole', () => {
    const rule = chain(clipByValue(1), SGD.rule, softThreshold(0.5));
    const [x] = after(cautious(rule), { learningRate: 0.5, momentum: 0.5 }, [[8], [-0.25]], [4]);
    // 4 − 0.5 · 1, less 0.5 · 0.5; then the step is left out, less 0.5 · 0.5.
    expect(x).toBe(4 - 0.5 - 0.25 - 0.25);
    const [y] = after(cautious(AdamW.rule), { learningRate: 0.5, weightDecay: 0.5 }, [[0]], [8]);
    expect(y).toBe(8 - 0.5 * 0.5 * 8);
  });

  it('holds steps of a chain against the gradient, not against the direction that is made of it', () => {
    const rule = chain(scaleByAdam(), addDecayedWeights(), scaleByLearningRate());
    const options = { learningRate: 0.1 };
    const expected = after(cautious(Adam.rule), options, sixSteps);
    expect(expected).not.toEqual(after(Adam.rule, options, sixSteps));
    after(cautious(rule), options, sixSteps).forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i] as number, 12);
    });
  });

  it('keeps the meetings of lookahead whole', () => {
    const rule = cautious(lookahead(SGD.rule, { k: 2 }));
    // 4 − 1 − 1 = 2, and half of the way from 4 to there, which is against the gradient.
    expect(after(rule, { learningRate: 1 }, [[1], [1]], [4])).toEqual([3]);
  });

  it('is the rule itself, bit for bit, while nothing goes against the gradient', () => {
    const options = { learningRate: 0.1, weightDecay: 0.1 };
    const [first = []] = sixSteps;
    expect(after(cautious(AdamW.rule), options, [first])).toEqual(
      after(AdamW.rule, options, [first]),
    );
  });

  it('takes the mean over the rows that have a gradient, if the rule is rowwise', () => {
    const table = tf.variable(tf.ones([1000, 4]));
    const optimizer = new SparseAdam([table], { learningRate: 0.01, cautious });
    optimizer.applyGradients({
      [table.name]: { indices: tf.tensor1d([3], 'int32'), values: tf.ones([1, 4]) },
    });
    const rows = table.arraySync() as number[][];
    // All elements of the row agree, so the first step is that of Adam: γ, whatever the gradient.
    for (const x of rows[3] as number[]) expect(x).toBeCloseTo(0.99, 6);
    const others = rows.filter((_, i) => i !== 3).flat();
    expect(new Set(others)).toEqual(new Set([1]));
  });

  it('keeps rows without gradient bit for bit, if the rule is rowwise, weight decay or not', () => {
    const start = [0.1, -0.2, 0.3, 0.7, -1.1, 1.3];
    const table = tf.variable(tf.tensor2d(start, [3, 2]));
    const options = { learningRate: 0.1, weightDecay: 0.5, cautious };
    const optimizer = new Optimizer(rowwise(AdamW.rule), [table], options);
    const before = table.arraySync() as number[][];
    for (let k = 0; k < 3; k++) {
      optimizer.applyGradients({ [table.name]: tf.tensor2d([0, 0, 1, -2, 0, 0], [3, 2]) });
    }
    const after = table.arraySync() as number[][];
    expect([after[0], after[2]]).toEqual([before[0], before[2]]);
    // 0.3 and 0.7 by three steps of θ ← 0.95 θ ∓ 0.1.
    const expected = [0.3, 0.7].map((x, i) => {
      let moved = x;
      for (let k = 0; k < 3; k++) moved = 0.95 * moved - (i === 0 ? 0.1 : -0.1);
      return moved;
    });
    after[1]?.forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i] as number, 5);
    });
  });
});
