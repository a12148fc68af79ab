import {
  add,
  bind,
  chain,
  defineTransform,
  filled,
  mul,
  Optimizer,
  OptionError,
  sub,
  type Transform,
} from '@nadir/core';
import { checkPositive } from '@nadir/core/internal';
import { Adagrad } from '@nadir/optim';
import { box, defineRegularizer, l1, maxNorm } from '@nadir/optim/regularizers';
import { cosine } from '@nadir/optim/schedules';
import {
  addDecayedWeights,
  scaleBy,
  scaleByLearningRate,
  softThreshold,
} from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const shift = defineTransform({
  name: 'shift',
  state: ({ counts }) => ({ n: counts && filled('first') }),
  defaults: { by: 1, first: 0, counts: false },
  check: (o, where) => checkPositive(where, o, 'by'),
  scalars: ({ by }) => ({ by }),
  update({ param, n }, { by }, { static: { counts } }) {
    return { param: add(param, by), ...(counts && { n: add(n, 1) }) };
  },
});

/** The parameter after each of some steps from 0 with gradient 0; `null` leaves a step out. */
function run(rule: Transform, gradients: readonly (number | null)[], options = {}): number[] {
  const [w, other] = [tf.variable(tf.scalar(0)), tf.variable(tf.scalar(0))];
  const optimizer = new Optimizer(rule, [w, other], options);
  return gradients.map((g) => {
    const grads = { [other.name]: tf.scalar(0), ...(g !== null && { [w.name]: tf.scalar(g) }) };
    optimizer.applyGradients(grads);
    return w.dataSync()[0] as number;
  });
}

describe('bind', () => {
  test('fixes options, so that a transform may stand in a chain twice', () => {
    const rule = chain(bind(shift, { by: 1 }), bind(shift, { by: 10 }));
    expect(rule.defaults).toEqual({});
    expect(run(rule, [0, 0])).toEqual([11, 22]);
    expect(() => new Optimizer(rule, [tf.variable(tf.scalar(0))], { by: 3 })).toThrow(OptionError);
  });

  test('keeps the defaults of what is not given', () => {
    expect(run(bind(shift, { by: undefined }), [0])).toEqual([1]);
    expect(run(bind(shift), [0])).toEqual([1]);
  });

  test('evaluates a schedule at the step of the group, also after missing gradients', () => {
    // The other parameter moves at each step, so the third step of the group is the second of this one.
    const by = bind(shift, { by: (k: number) => 10 ** k });
    expect(run(by, [0, null, 0])).toEqual([1, 1, 101]);
  });

  test('fixes options that were given with the rule, schedules too', () => {
    const rule = bind(
      chain(
        scaleBy(2),
        scaleByLearningRate((k: number) => 10 ** k),
      ),
    );
    expect(run(rule, [-1, -1])).toEqual([2, 22]);
    expect(() => new Optimizer(rule, [tf.variable(tf.scalar(0))], { learningRate: 3 })).toThrow(
      'got option `learningRate`',
    );
    expect(run(bind(scaleByLearningRate(3), { learningRate: 4 }), [-1])).toEqual([4]);
  });

  test('tells the step of the group to transforms that are bound themselves', () => {
    const by = bind(chain(shift, bind(shift, { by: (k: number) => 10 ** k })), { by: 1 });
    expect(run(by, [0, null, 0])).toEqual([2, 2, 103]);
  });

  test('gives slots what the arguments say, by structure and by value', () => {
    const rule = bind(shift, { counts: true, first: 5 });
    const w = tf.variable(tf.scalar(0));
    const optimizer = new Optimizer(rule, [w]);
    optimizer.applyGradients({ [w.name]: tf.scalar(0) });
    const { tensors } = optimizer.stateDict();
    expect(tensors[`${w.name}/n`]?.dataSync()[0]).toBe(6);
    expect(bind(shift).state({}, [])).toEqual([]);
  });

  test('refuses arguments that are unknown or out of range, now or in a schedule', () => {
    expect(() => bind(shift, { by: 0 })).toThrow('shift.by: got 0, expected a finite number > 0.');
    expect(() => bind(shift, { by: '1' })).toThrow('shift.by: got "1", expected a number');
    expect(() => bind(shift, { size: 1 })).toThrow('got option `size`');
    expect(() => bind(shift, { by: () => -1 })).toThrow('shift.by: got -1');
    const later = bind(shift, { by: (k: number) => 1 - k });
    expect(() => run(later, [0, 0])).toThrow('shift.by: got 0');
  });
});

describe('an option that is given with a transform', () => {
  test('is the default of the optimizer, before those of other transforms', () => {
    // By itself the second has 1e-3.
    const rule = chain(scaleByLearningRate(0.5), scaleByLearningRate());
    expect(rule.defaults.learningRate).toBe(0.5);
    expect(run(rule, [-4])).toEqual([4]);
    expect(run(rule, [-4], { learningRate: 0.25 })).toEqual([2]);
  });

  test('may be a schedule, which the optimizer shows and saves', () => {
    const schedule = cosine({ from: 1, to: 0, steps: 2 });
    const rule = chain(scaleBy(2), scaleByLearningRate(schedule));
    const w = tf.variable(tf.scalar(0));
    const optimizer = new Optimizer(rule, [w]);
    expect(optimizer.groups[0]?.options.learningRate).toBe(schedule);
    // γ is 1, ½ and 0.
    expect(run(rule, [-1, -1, -1])).toEqual([2, 3, 3]);
    const config = optimizer.getConfig() as { learningRate: unknown };
    expect(config.learningRate).toMatchObject({ schedule: 'cosine' });
  });

  test('may differ between groups, and change', () => {
    const [a, b] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(1))];
    const rule = chain(addDecayedWeights(0.5), scaleByLearningRate(1));
    const groups = [{ parameters: [a] }, { parameters: [b], weightDecay: 0 }];
    const optimizer = new Optimizer(rule, groups);
    const step = () => optimizer.applyGradients({ [a.name]: tf.scalar(0), [b.name]: tf.scalar(0) });
    step();
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([0.5, 1]);
    optimizer.setOptions({ weightDecay: 0.25 });
    step();
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([0.375, 0.75]);
  });

  test('is refused when it is out of range', () => {
    expect(() => scaleByLearningRate(-1)).toThrow('learningRate: got -1');
    expect(() => scaleByLearningRate(Number.NaN)).toThrow('learningRate: got NaN');
    expect(() => addDecayedWeights(() => -1)).toThrow('weightDecay: got -1');
  });
});

test('a proximal step takes the learning rate of its rule', () => {
  const rule = chain(scaleByLearningRate(0.5), softThreshold(1));
  expect(rule.defaults.learningRate).toBe(0.5);
  // 0 + 0.5 · 4, then 0.5 nearer to 0.
  expect(run(rule, [-4])).toEqual([1.5]);
  expect(run(rule, [-4], { learningRate: 0.25 })).toEqual([0.75]);
  // Adagrad's is 1e-2: 0 + 1e-2, then 1e-2 · 0.5 nearer to 0.
  expect(run(chain(Adagrad.rule, softThreshold(0.5)), [-4])[0]).toBeCloseTo(0.005, 8);
});

/** A rule without a learning rate. */
const halve = defineTransform({
  name: 'Halve',
  update: ({ param, grad }) => ({ param: sub(param, mul(0.5, grad)) }),
});

test('the proximal step of a penalty needs a rule with a learning rate', () => {
  const w = tf.variable(tf.tensor2d([[1]]));
  const forms = { gradient: () => 0, proximal: () => 0 };
  const proximal = defineRegularizer({ ...forms, applies: () => true, name: 'own' });
  expect(() => new Optimizer(halve, [w], { proximal: proximal as never })).toThrow(
    'Halve.proximal: got own, expected a constraint: the rule has no option `learningRate`',
  );
  expect(() => new Optimizer(halve, [w], { proximal: [maxNorm(2), l1(1)] })).toThrow(
    'Halve.proximal[1]: got l1, expected a constraint',
  );
});

test('a constraint needs none', () => {
  const w = tf.variable(tf.tensor2d([[3]]));
  const optimizer = new Optimizer(halve, [w], { proximal: box(-1, 1) });
  optimizer.applyGradients({ [w.name]: tf.tensor2d([[2]]) });
  expect(w.dataSync()[0]).toBe(1);
});
