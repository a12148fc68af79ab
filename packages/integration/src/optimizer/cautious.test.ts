import { chain, type OptionValues, RuleInterpreter, type Transform } from '@nadir/core';
import { Adam, AdamW, SGD } from '@nadir/optim';
import {
  addDecayedWeights,
  cautious,
  clipByValue,
  lookahead,
  scaleByAdam,
  scaleByLearningRate,
  softThreshold,
} from '@nadir/optim/transforms';
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

  it('holds steps of links against the gradient, not against the direction that they make of it', () => {
    const links = chain(scaleByAdam(), addDecayedWeights(), scaleByLearningRate());
    const options = { learningRate: 0.1 };
    const expected = after(cautious(Adam.rule), options, sixSteps);
    expect(expected).not.toEqual(after(Adam.rule, options, sixSteps));
    after(cautious(links), options, sixSteps).forEach((x, i) => {
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
});
