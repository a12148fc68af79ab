// What rules with several programs do beside TensorFlow.js: held against the interpreter of rules.

import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../program/call.js';
import { add, div, lerp, mul, sqrt, square, sub } from '../../program/expression.js';
import { sum, total } from '../../program/reduce.js';
import type { NumberArray, TensorOp } from '../../program/tensor-op.js';
import { chain } from '../../transform/chain.js';
import { defineTransform } from '../../transform/define-transform.js';
import { RuleInterpreter } from '../../transform/interpret-rule.js';
import { copyOfParam, zeros } from '../../transform/slot.js';
import { matrix, perParameter, shared } from '../../transform/staged-slots.js';
import type { Transform } from '../../transform/transform.js';
import { Optimizer } from '../optimizer.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

/** Sums of rows, spread over the rows again. */
const rowSums = {
  name: 'rowSums',
  results: { sums: 'tensor', spread: 'float32' },
  run([x, before]) {
    const sums = tf.add(before as tf.Tensor, tf.sum(x as tf.Tensor, 1, true));
    return { sums, spread: tf.tile(sums, [1, (x as tf.Tensor).shape[1] as number]) };
  },
  interpret(inputs) {
    const [{ shape, values }, before] = inputs as [NumberArray, NumberArray];
    const [rows = 0, columns = 0] = shape;
    const sums = Float64Array.from({ length: rows }, (_, r) => {
      const row = values.subarray(r * columns, (r + 1) * columns);
      return Array.from(row).reduce((a, b) => a + b, before.values[r] as number);
    });
    const spread = Float64Array.from(values, (_, i) => sums[Math.floor(i / columns)] as number);
    return { sums: { shape: [rows, 1], values: sums }, spread: { shape, values: spread } };
  },
} as const satisfies TensorOp;

const everything = defineTransform({
  name: 'Everything',
  defaults: { learningRate: 0.125 },
  state: (_, [rows = 1]) => ({
    ...{ m: zeros(), start: copyOfParam(), v: perParameter(0.5), d: shared('learningRate') },
    rows: matrix([rows, 1]),
  }),
  memory: () => ({ product: 1 }),
  remember: (_, t, { memory: { product } }) => ({ product: product / (1 + t) }),
  scalars: (_, __, { memory: { product } }) => ({ product }),
  update({ param, grad, m, start, v, d, rows }, { product }) {
    const { sums, spread } = call(rowSums, [square(grad), rows]);
    const mNext = lerp(m, div(grad, add(spread, 1)), 0.5);
    const vNext = lerp(v, sum(square(grad)), 0.25);
    const norm = sqrt(total('squares', square(mNext)));
    return {
      param: add(sub(param, mul(div(d, add(norm, vNext)), mNext)), mul(product, start)),
      m: mNext,
      v: vNext,
      d: add(d, mul(0.0625, norm)),
      rows: sums,
    };
  },
});

const shapes = [
  [2, 3],
  [4, 2],
];
const valuesAt = (seed: number, shape: number[]) =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) =>
    Math.sin(seed * 12.9898 + i * 78.233),
  );

function start(rule: Transform) {
  const variables = shapes.map((shape, i) => tf.variable(tf.tensor(valuesAt(i, shape), shape)));
  const named = variables.map((one, i): [string, tf.Variable] => [`p${i}`, one]);
  const make = () => new Optimizer(rule, named, { learningRate: 0.125 });
  const step = (optimizer: Optimizer, k: number) =>
    tf.tidy(() => {
      optimizer.applyGradients(
        Object.fromEntries(
          variables.map(({ name }, i) => {
            const shape = shapes[i] as number[];
            return [name, tf.tensor(valuesAt(10 + 3 * k + i, shape), shape)];
          }),
        ),
      );
    });
  return { variables, make, step };
}

const rules: Readonly<Record<string, Transform>> = {
  'one rule': everything,
  'a chain of two': chain(everything, everything),
};

describe.each(Object.keys(rules))('%s with all kinds of state', (title) => {
  const rule = rules[title] as Transform;

  it('does what the interpreter says', () => {
    const { variables, make, step } = start(rule);
    const optimizer = make();
    const reference = new RuleInterpreter(
      rule,
      shapes.map((shape, i) => ({ shape, values: valuesAt(i, shape) })),
      'float32',
    );
    for (let k = 0; k < 5; k++) {
      step(optimizer, k);
      reference.step(
        shapes.map((shape, i) => valuesAt(10 + 3 * k + i, shape)),
        () => ({ learningRate: 0.125 }),
      );
    }
    const { tensors } = optimizer.stateDict();
    reference.parameters.forEach(({ param, slots }, i) => {
      expectClose((variables[i] as tf.Variable).dataSync(), param);
      for (const [slot, { values }] of Object.entries(slots)) {
        expectClose(tensors[`p${i}/${slot}`]?.dataSync() ?? [], values);
      }
    });
    for (const [slot, { values }] of Object.entries(reference.shared)) {
      expectClose(tensors[slot]?.dataSync() ?? [], values);
    }
  });

  it('goes on bit for bit from its state dict, and from weights of TensorFlow.js', async () => {
    const whole = start(rule);
    const [stated, weighed] = [start(rule), start(rule)];
    let [a, b, c] = [whole.make(), stated.make(), weighed.make()];
    for (let k = 0; k < 6; k++) {
      whole.step(a, k);
      stated.step(b, k);
      weighed.step(c, k);
      const [nextB, nextC] = [stated.make(), weighed.make()];
      nextB.loadStateDict(b.stateDict());
      await nextC.setWeights(await c.getWeights());
      [b, c] = [nextB, nextC];
    }
    for (const [i, one] of whole.variables.entries()) {
      expect(stated.variables[i]?.dataSync()).toEqual(one.dataSync());
      expect(weighed.variables[i]?.dataSync()).toEqual(one.dataSync());
    }
    expect(b.stateDict().metadata).toEqual(a.stateDict().metadata);
  });

  it('leaks nothing', () => {
    const { make, step } = start(rule);
    const before = tf.memory().numTensors;
    const optimizer = make();
    step(optimizer, 0);
    step(optimizer, 1);
    const after = tf.memory().numTensors;
    for (let k = 2; k < 20; k++) step(optimizer, k);
    expect(tf.memory().numTensors).toBe(after);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses the state that all parameters share from another rule', () => {
    const optimizer = start(rule).make();
    const { tensors, metadata } = optimizer.stateDict();
    const stray = { ...tensors, other: tf.scalar(1) };
    expect(() => optimizer.loadStateDict({ tensors: stray, metadata })).toThrow(/got "other" .* d/);
  });
});

it('updates what all parameters share where no total is asked for', () => {
  const rule = defineTransform({
    name: 'Counts',
    state: { steps: shared() },
    update: ({ param, grad, steps }) => ({
      param: sub(param, mul(steps, grad)),
      steps: add(steps, 1),
    }),
  });
  const w = tf.variable(tf.tensor1d([0]));
  const optimizer = new Optimizer(rule, [w]);
  for (let k = 0; k < 4; k++) optimizer.applyGradients({ [w.name]: tf.tensor1d([1]) });
  // 0 + 1 + 2 + 3
  expect([...w.dataSync()]).toEqual([-6]);
  expect([...(optimizer.stateDict().tensors.steps as tf.Tensor).dataSync()]).toEqual([4]);
});

it('keeps state whose shape a fixed number tells, which is no schedule', () => {
  const rule = defineTransform({
    name: 'Blocks',
    defaults: { learningRate: 1 },
    fixed: { size: 2 },
    state: ({ size }, [length = 1]) => ({ square: length <= size && matrix([length, length]) }),
    update: ({ param, grad }) => ({ param: sub(param, grad) }),
  });
  const slotsWith = (size: number) => {
    const w = tf.variable(tf.tensor1d([1, 2, 3]));
    const optimizer = new Optimizer(rule, [['w', w]], { size });
    optimizer.applyGradients({ [w.name]: tf.tensor1d([1, 2, 3]) });
    return Object.entries(optimizer.stateDict().tensors).map(([name, { shape }]) => [name, shape]);
  };
  expect(slotsWith(2)).toEqual([]);
  expect(slotsWith(3)).toEqual([['w/square', [3, 3]]]);
  expect(() => slotsWith((() => 3) as never)).toThrow(
    'Blocks.size: got a function, expected a number.',
  );
});

function expectClose(given: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(given).toHaveLength(expected.length);
  Array.from(expected).forEach((value, i) => {
    expect(Math.abs((given[i] as number) - value)).toBeLessThan(
      1e-6 * Math.max(1, Math.abs(value)),
    );
  });
}
