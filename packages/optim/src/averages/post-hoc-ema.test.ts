import { OptionError, type StateDict, StateError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { powerFunctionDecay } from '../schedules/averaging/power-function-decay.js';
import { PostHocEma } from './post-hoc-ema.js';
import { reconstructEma } from './reconstruct-ema.js';
import { WeightAverage } from './weight-average.js';

beforeAll(() => tf.setBackend('cpu'));

/** A vector and a scalar with names, and their values after a step of "training". */
function makeModel() {
  const a = tf.variable(tf.zeros([2]));
  const b = tf.variable(tf.scalar(0));
  const parameters = new Map<string, tf.Variable>([
    ['layer.a', a],
    ['layer.b', b],
  ]);
  const train = (t: number) => {
    tf.tidy(() => {
      a.assign(tf.tensor1d([Math.log(t), Math.sin(t / 40)]));
      b.assign(tf.scalar(1 - Math.exp(-t / 100)));
    });
  };
  const read = () => [...a.dataSync(), ...b.dataSync()];
  return { parameters, train, read };
}

describe('reconstructEma', () => {
  it('makes of snapshots what an average of that width would have been', () => {
    const { parameters, train, read } = makeModel();
    const ema = new PostHocEma(parameters);
    const widths = [0.03, 0.07, 0.15, 0.25];
    const direct = widths.map(
      (width) =>
        new WeightAverage(parameters, { kind: 'ema', decay: powerFunctionDecay({ width }) }),
    );
    const snapshots: StateDict[] = [];
    const earlier: number[][] = [];
    for (let t = 1; t <= 800; t++) {
      train(t);
      ema.update();
      for (const average of direct) average.update();
      if (t % 25 === 0) snapshots.push(ema.stateDict());
      if (t === 500) for (const average of direct) earlier.push(average.use(read));
    }
    widths.forEach((width, i) => {
      const expected = (direct[i] as WeightAverage).use(read);
      const options = [{ width }, { width, at: 500 }];
      [expected, earlier[i] as number[]].forEach((values, j) => {
        const made = reconstructEma(snapshots, options[j] as { width: number });
        const got = ['layer.a', 'layer.b'].flatMap((name) => [
          ...(made[name] as tf.Tensor).dataSync(),
        ]);
        // Over training the three numbers move by ln 800, 2 and 1.
        values.forEach((value, k) => {
          const range = [6.7, 2, 1][k] as number;
          const error = Math.abs((got[k] as number) - value) / range;
          // The exact sums, in float64 with NumPy, are off by up to 2.4e-4, and by 7.5e-3 at 0.25.
          const bound = width === 0.25 ? 0.008 : 5e-4;
          expect(error, `width ${width}, number ${k}`).toBeLessThan(bound);
        });
      });
    });
  });

  it('makes one tensor for each parameter, which tf.tidy disposes of', () => {
    const { parameters, train } = makeModel();
    const ema = new PostHocEma(parameters, { widths: [0.1] });
    const snapshots = [1, 2].map((t) => {
      train(t);
      ema.update();
      return ema.stateDict();
    });
    const before = tf.memory().numTensors;
    const made = reconstructEma(snapshots, { width: 0.2 });
    expect(Object.keys(made)).toEqual(['layer.a', 'layer.b']);
    expect(tf.memory().numTensors).toBe(before + 2);
    tf.dispose(made);
    tf.tidy(() => void reconstructEma(snapshots, { width: 0.2 }));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses options out of range', () => {
    const { parameters } = makeModel();
    const ema = new PostHocEma(parameters);
    ema.update();
    const snapshots = [ema.stateDict()];
    const refused: [unknown, object, string][] = [
      [[], { width: 0.1 }, 'reconstructEma.snapshots: got []'],
      [undefined, { width: 0.1 }, 'reconstructEma.snapshots: got undefined'],
      [
        snapshots,
        { width: 0.3 },
        'reconstructEma.width: got 0.3, expected a number in (0, 1/√12].',
      ],
      [snapshots, { width: 0.1, at: 0 }, 'reconstructEma.at: got 0, expected an integer ≥ 1.'],
      [snapshots, { width: 0.1, sigma: 0 }, 'reconstructEma: got option `sigma`'],
    ];
    for (const [given, options, message] of refused) {
      const make = () => reconstructEma(given as StateDict[], options as never);
      expect(make).toThrow(OptionError);
      expect(make).toThrow(message);
    }
  });

  it('refuses what is no snapshot, and snapshots that do not belong together', () => {
    const { parameters, train } = makeModel();
    const ema = new PostHocEma(parameters);
    const empty = ema.stateDict();
    train(1);
    ema.update();
    const first = ema.stateDict();
    const swa = new WeightAverage(parameters, { kind: 'swa' });
    swa.update();
    const other = new PostHocEma([tf.variable(tf.scalar(1))]);
    other.update();
    other.update();
    const with_ = (metadata: object) => ({
      ...first,
      metadata: { ...first.metadata, ...metadata },
    });
    const refused: [StateDict[], string][] = [
      [[swa.stateDict()], 'reconstructEma: got the kind "swa", expected "post-hoc"'],
      [[empty], 'reconstructEma: got a snapshot after 0 updates'],
      [[first, ema.stateDict()], 'reconstructEma: got two snapshots after 1 updates'],
      [[first, other.stateDict()], 'in a snapshot, expected "layer.a" float32 [2]'],
      [[with_({ widths: '0.05 2' })], 'got the width "2" in a snapshot'],
      [[with_({ widths: '' })], 'got the width "" in a snapshot'],
      [[with_({ widths: '0.05 0.1 0.2' })], 'got no tensors in a snapshot'],
      [[with_({ count: 'x' })], 'got the count "x"'],
      [[{ ...first, tensors: {} }], 'got no tensors in a snapshot'],
    ];
    for (const [snapshots, message] of refused) {
      const make = () => reconstructEma(snapshots, { width: 0.1 });
      expect(make).toThrow(StateError);
      expect(make).toThrow(message);
    }
  });
});

describe('PostHocEma', () => {
  it('makes a tensor for each parameter and width, and none later', () => {
    const { parameters, train } = makeModel();
    const before = tf.memory();
    const ema = new PostHocEma(parameters);
    for (let t = 1; t < 10; t++) {
      train(t);
      ema.update();
      expect(tf.memory().numTensors).toBe(before.numTensors + 4);
    }
    const { tensors } = ema.stateDict();
    expect(tf.memory().numTensors).toBe(before.numTensors + 8);
    tf.dispose(tensors);
    ema.dispose();
    ema.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  it('goes on bit for bit from its state, whose tensors stay the caller’s', () => {
    const { parameters, train } = makeModel();
    const original = new PostHocEma(parameters);
    for (let t = 1; t < 6; t++) {
      train(t);
      original.update();
    }
    const state = original.stateDict();
    expect(state.metadata).toEqual({ kind: 'post-hoc', count: '5', widths: '0.05 0.1' });
    const values = (given: StateDict) =>
      Object.entries(given.tensors).map(([name, tensor]) => [name, ...tensor.dataSync()]);
    const saved = values(state);
    const restored = new PostHocEma(parameters);
    const before = tf.memory().numTensors;
    restored.loadStateDict(state);
    expect(tf.memory().numTensors).toBe(before);
    for (let t = 6; t < 9; t++) {
      train(t);
      original.update();
      restored.update();
    }
    expect(restored.count).toBe(8);
    expect(values(restored.stateDict())).toEqual(values(original.stateDict()));
    expect(values(state)).toEqual(saved);
  });

  it('refuses a state that does not fit, and stays as it was', () => {
    const { parameters } = makeModel();
    const ema = new PostHocEma(parameters);
    ema.update();
    const { tensors, metadata } = ema.stateDict();
    const before = tf.memory().numTensors;
    const refused: [object, object, string][] = [
      [tensors, { ...metadata, kind: 'ema' }, 'got the kind "ema", expected "post-hoc"'],
      [tensors, { ...metadata, widths: '0.1' }, 'got the widths "0.1", expected "0.05 0.1"'],
      [tensors, { ...metadata, count: '-1' }, 'got the count "-1"'],
      [{}, metadata, 'got averages of none, expected those of "layer.a"'],
    ];
    for (const [badTensors, badMetadata, message] of refused) {
      const load = () =>
        ema.loadStateDict({ tensors: badTensors as never, metadata: badMetadata as never });
      expect(load).toThrow(StateError);
      expect(load).toThrow(message);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect(ema.count).toBe(1);
  });

  it('takes names and variables that can be read only once', () => {
    const { parameters } = makeModel();
    expect(new PostHocEma(parameters.entries()).count).toBe(0);
  });

  it('refuses to work after dispose', () => {
    const ema = new PostHocEma(makeModel().parameters);
    ema.dispose();
    expect(() => ema.update()).toThrow('PostHocEma.update: got a disposed average');
    expect(() => ema.stateDict()).toThrow(StateError);
  });

  it.each([
    ['PostHocEma.widths: got [], expected a list', { widths: [] }],
    ['PostHocEma.widths: got [0.1, 0.1], expected each width once', { widths: [0.1, 0.1] }],
    ['PostHocEma.widths: got 0.1, expected a list', { widths: 0.1 }],
    ['PostHocEma.widths: got 0.5, expected a number', { widths: [0.1, 0.5] }],
    ['PostHocEma: got option `sigmas`', { sigmas: [0.1] }],
  ])('refuses the options: %s', (message, options) => {
    const { parameters } = makeModel();
    const before = tf.memory().numTensors;
    const make = () => new PostHocEma(parameters, options as never);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});
