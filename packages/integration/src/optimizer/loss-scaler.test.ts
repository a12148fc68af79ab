import { OptionError, registerBackend, unregisterBackend } from '@nadir/core';
import { LossScaler, type LossScalerOptions } from '@nadir/core/internal';
import { SGD, type SGDOptions, throwError } from '@nadir/optim';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interpreting } from '../../../core/test/interpreting.js';

interface Case {
  readonly options: LossScalerOptions;
  readonly steps: readonly {
    readonly slope: number;
    readonly scaledGradient: number;
    readonly factor: number;
    readonly growthTracker: number;
    readonly parameter: number;
  }[];
}

const cases = goldenCases<Case>('loss-scaler');

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

function start(scaler: LossScaler, options: SGDOptions = {}) {
  const w = tf.variable(tf.tensor1d([1]));
  const own = { learningRate: 0.25, momentum: 0.5, ...options };
  const optimizer = new SGD([w], { ...own, lossScaler: scaler });
  const loss = (slope: number) => () => tf.sum(tf.mul(w, slope)) as tf.Scalar;
  const step = (slope: number) => optimizer.step(loss(slope)).dataSync()[0] as number;
  return { w, optimizer, loss, step, value: () => w.dataSync()[0] as number };
}

describe.each(cases)('LossScaler with $options', ({ options, steps }) => {
  it('has the factors of PyTorch, and its optimizer the parameters', () => {
    const scaler = new LossScaler(options);
    const run = start(scaler);
    for (const { slope, scaledGradient, factor, growthTracker, parameter } of steps) {
      const { grads } = run.optimizer.computeGradients(run.loss(slope));
      expectClose((grads[run.w.name] as tf.Tensor).dataSync(), [scaledGradient], 1e-7);
      const before = run.value();
      expect(run.step(slope)).toEqual(Math.fround(before * slope));
      expect(scaler.factor).toBe(factor);
      expect(scaler.stateDict().growthTracker).toBe(growthTracker);
      expectClose([run.value()], [parameter], 1e-6);
    }
  });

  it('goes on from its state', () => {
    let scaler = new LossScaler(options);
    const run = start(new LossScaler(options));
    for (const { slope, factor } of steps) {
      const next = new LossScaler();
      next.loadStateDict(JSON.parse(JSON.stringify(scaler.stateDict())));
      scaler = next;
      const optimizer = new SGD([run.w], { lossScaler: scaler });
      optimizer.step(run.loss(slope)).dispose();
      expect(scaler.factor).toBe(factor);
    }
  });
});

describe('an optimizer with a LossScaler', () => {
  it('clips gradients as they are without the factor', async () => {
    const run = start(new LossScaler(), { clip: clipByGlobalNorm(1), momentum: 0 });
    run.step(8);
    expect(await run.optimizer.gradientNorm()).toBeCloseTo(8, 5);
    // γ times a gradient of the norm 1.
    expect(run.value()).toBeCloseTo(0.75, 5);
  });

  it('steps by gradients of a loss that the caller has scaled', () => {
    const scaler = new LossScaler({ initialFactor: 1024 });
    const run = start(scaler, { momentum: 0 });
    const { value, grads } = tf.variableGrads(() => scaler.scale(run.loss(2)()), [run.w]);
    expect(value.dataSync()[0]).toBe(2048);
    run.optimizer.applyGradients(grads);
    expect(run.value()).toBe(0.5);
  });

  it('returns the loss where the scaled one is infinite', () => {
    expect(start(new LossScaler({ initialFactor: 2 ** 100 })).step(1e30)).toBe(Math.fround(1e30));
  });

  it('leaks nothing, whether a step is skipped or the loss throws', () => {
    const run = start(new LossScaler());
    run.step(1);
    const before = tf.memory().numTensors;
    for (const slope of [1, Infinity, 2]) tf.tidy(() => run.step(slope));
    const bad = () => tf.tidy(() => run.optimizer.step(() => tf.ones([2]) as tf.Scalar));
    expect(bad).toThrow();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('saves it in its config, with what it has found', () => {
    const run = start(new LossScaler({ growthInterval: 2 }));
    for (let k = 0; k < 3; k++) run.step(1);
    const config = JSON.parse(JSON.stringify(run.optimizer.getConfig()));
    const restored = SGD.fromConfig(SGD as never, config) as SGD;
    expect(restored.getConfig()).toEqual(run.optimizer.getConfig());
    expect(config.lossScaler).toMatchObject({ factor: 131072, growthTracker: 1 });
  });

  it('has to skip steps that overflow', () => {
    expect(() => start(new LossScaler(), { nonFinite: throwError })).toThrow(
      'SGD.nonFinite: got throwError with a lossScaler, expected skipStep',
    );
    expect(() => start({} as never)).toThrow('SGD.lossScaler: got an object of class Object');
  });
});

describe('an optimizer with a LossScaler whose device answers late', () => {
  beforeAll(() => registerBackend({ ...interpreting().backend, readsAsynchronously: true }));
  afterAll(() => unregisterBackend('cpu'));

  it.each(cases)(
    'has the factors of PyTorch when it waits: $options',
    async ({ options, steps }) => {
      const scaler = new LossScaler(options);
      const run = start(scaler);
      for (const { slope, factor, parameter } of steps) {
        run.step(slope);
        await run.optimizer.settled();
        expect(scaler.factor).toBe(factor);
        expectClose([run.value()], [parameter], 1e-6);
      }
    },
  );

  it('divides gradients by the factor of their loss, though an answer comes in between', async () => {
    const scaler = new LossScaler({ initialFactor: 1024 });
    const run = start(scaler, { momentum: 0 });
    run.step(Infinity);
    const { value, grads } = run.optimizer.computeGradients(run.loss(2));
    await run.optimizer.settled();
    expect(scaler.factor).toBe(512);
    run.optimizer.applyGradients(grads);
    await run.optimizer.settled();
    expect(run.value()).toBe(0.5);
    tf.dispose([value, grads]);
  });
});

describe('LossScaler', () => {
  it('starts with the numbers of PyTorch', () => {
    expect(new LossScaler().stateDict()).toEqual({
      factor: 65536,
      growthFactor: 2,
      backoffFactor: 0.5,
      growthInterval: 2000,
      growthTracker: 0,
    });
  });

  it('keeps the factor, and what gradients are multiplied by, within the range of float32', () => {
    // 150 halvings of 2¹⁶ would be 2⁻¹³⁴, whose inverse is infinite.
    const scaler = new LossScaler({ growthInterval: 1 });
    const run = start(scaler, { momentum: 0 });
    for (let k = 0; k < 150; k++) run.step(Infinity);
    expect(scaler.factor).toBe(2 ** -14);
    run.step(2);
    expect(run.value()).toBe(0.5);
    run.step(0);
    expect(run.value()).toBe(0.5);
    for (let k = 0; k < 200; k++) scaler.update(false);
    expect(scaler.factor).toBe(2 ** 126);
    // 2¹²⁶ times 0.5 w, and back.
    run.step(0.5);
    expect(run.value()).toBe(0.375);
  });

  it.each([
    [{ initialFactor: 0 }, 'LossScaler.initialFactor: got 0'],
    [{ initialFactor: 2 ** -15 }, 'expected a number in [2⁻¹⁴, 2¹²⁶].'],
    [{ initialFactor: Infinity }, 'LossScaler.initialFactor: got Infinity'],
    [{ growthFactor: 1 }, 'LossScaler.growthFactor: got 1, expected a number > 1.'],
    [{ backoffFactor: 1 }, 'LossScaler.backoffFactor: got 1, expected one in (0, 1).'],
    [{ backoffFactor: Number.NaN }, 'LossScaler.backoffFactor: got NaN'],
    [{ growthInterval: 0 }, 'LossScaler.growthInterval: got 0'],
    [{ initScale: 2 }, 'LossScaler: got option `initScale`'],
  ])('refuses %j', (options, message) => {
    expect(() => new LossScaler(options as LossScalerOptions)).toThrow(OptionError);
    expect(() => new LossScaler(options as LossScalerOptions)).toThrow(message);
  });

  it.each([
    [null, 'got null'],
    [{ factor: 1 }, 'growthFactor: got undefined'],
    [{ ...new LossScaler().stateDict(), factor: -1 }, 'factor: got -1'],
    [{ ...new LossScaler().stateDict(), growthTracker: 0.5 }, 'growthTracker: got 0.5'],
    [{ ...new LossScaler().stateDict(), scale: 1 }, 'got option `scale`'],
  ])('refuses the state %j and stays what it was', (state, message) => {
    const scaler = new LossScaler({ initialFactor: 8 });
    const before = scaler.stateDict();
    expect(() => scaler.loadStateDict(state as never)).toThrow(message);
    expect(scaler.stateDict()).toEqual(before);
  });
});
