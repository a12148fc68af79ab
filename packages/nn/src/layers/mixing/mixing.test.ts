import { RandomStreams } from '@nadir/core';
import { expectClose, goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { symmetricBeta } from '../../random/symmetric-beta.js';
import { cutBox } from './cut-box.js';
import { CutMix } from './cut-mix.js';
import { Mixup } from './mixup.js';

const random = () => ({ random: new RandomStreams(7) });
const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

/** Targets that show with how much of which example each was mixed. */
const batch = 8;
const identity = () => tf.eye(batch);

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  ['Mixup', Mixup],
  ['CutMix', CutMix],
] as const)('%s', (name, Layer) => {
  const images = () => tf.randomNormal([batch, 6, 5, 2], 0, 1, 'float32', 3);

  it('takes of each example a share, and of another one the rest', () => {
    const layer = new Layer(random());
    for (let call = 0; call < 5; call++) {
      const { targets } = layer.forward(images(), identity());
      const rows = targets.arraySync() as number[][];
      const shares = rows.map((row, i) => row[i] as number);
      // A row that stands where it stood has all of itself.
      const share = Math.min(...shares);
      rows.forEach((row, i) => {
        const others = row.filter((value, j) => j !== i && value !== 0);
        expectClose(others, row[i] === 1 ? [] : [1 - share], 1e-6);
      });
      // Each example is taken once.
      expectClose(tf.sum(targets, 0).dataSync(), new Array(batch).fill(1), 1e-6);
    }
  });

  it('gives the batch as it is in evaluation, as new tensors, and draws nothing', () => {
    const layer = new Layer(random()).eval();
    const [x, t] = [images(), identity()];
    const { inputs, targets } = layer.forward(x, t);
    expect([numbers(inputs), numbers(targets)]).toEqual([numbers(x), numbers(t)]);
    tf.dispose([inputs, targets]);
    expect([x.isDisposed, t.isDisposed]).toEqual([false, false]);
    expect(layer.step.value).toBe(0);
  });

  it('draws something else at each call, and goes on with it after it was saved', () => {
    const [going, resumed] = [new Layer(random()), new Layer({ random: new RandomStreams(8) })];
    const targetsOf = (layer: Mixup | CutMix) =>
      numbers(layer.forward(images(), identity()).targets);
    const first = targetsOf(going);
    resumed.loadStateDict(going.stateDict());
    const second = targetsOf(going);
    expect(second).not.toEqual(first);
    expect(targetsOf(resumed)).toEqual(second);
  });

  it('leaves two tensors behind', () => {
    const [x, t, layer] = [images(), identity(), new Layer(random())];
    const before = tf.memory().numTensors;
    layer.forward(x, t);
    expect(tf.memory().numTensors).toBe(before + 2);
  });

  it('leaves a batch of one as it is', () => {
    const x = tf.ones([1, 4, 4, 1]);
    const { inputs, targets } = new Layer(random()).forward(x, tf.ones([1, 3]));
    expectClose(inputs.dataSync(), x.dataSync(), 1e-6);
    expectClose(targets.dataSync(), [1, 1, 1], 1e-6);
  });

  it('refuses targets that are classes or of another batch, and draws nothing', () => {
    const layer = new Layer(random());
    expect(() => layer.forward(images(), tf.zeros([batch], 'int32'))).toThrow(
      `${name}.forward: got targets int32 [8], expected float32 [8, …]. ` +
        "Pass `oneHot(labels, classes, 1, 0, 'float32')` for classes.",
    );
    expect(() => layer.forward(images(), tf.eye(3))).toThrow('got targets float32 [3,3]');
    expect(() => layer.forward(tf.ones([8, 2, 2, 1], 'int32'), identity())).toThrow(
      `${name}.forward: got inputs int32 [8,2,2,1], expected float32 [batch, `,
    );
    expect(layer.step.value).toBe(0);
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses α = %d', (alpha) => {
    expect(() => new Layer({ alpha })).toThrow(`${name}.alpha: got ${alpha}, expected`);
    expect(() => new Layer({ mode: 'pair' } as never)).toThrow(`${name}: got option \`mode\``);
  });
});

describe('Mixup', () => {
  it('blends inputs as targets, with a share of Beta(α, α)', () => {
    // For targets of the identity, mixed inputs are the mixed targets times the inputs.
    const layer = new Mixup({ alpha: 0.4, ...random() });
    for (let step = 0; step < 3; step++) {
      const x = tf.randomNormal([batch, 5], 0, 1, 'float32', 3);
      const { inputs, targets } = layer.forward(x, identity());
      expectClose(
        inputs.dataSync(),
        tf.matMul(targets as tf.Tensor2D, x as tf.Tensor2D).dataSync(),
        1e-6,
      );
      const share = symmetricBeta(0.4, { key: 7, stream: 0, step }, 0);
      const found = numbers(targets).filter((value) => value > 0 && value < 1);
      const sorted = [share, 1 - share].sort((a, b) => a - b);
      expectClose([Math.min(...found), Math.max(...found)], sorted, 1e-6);
    }
  });

  it('refuses inputs without examples', () => {
    expect(() => new Mixup().forward(tf.scalar(1), tf.ones([1]))).toThrow(
      'Mixup.forward: got inputs float32 [], expected float32 [batch, …].',
    );
  });
});

describe('CutMix', () => {
  interface Case {
    readonly size: [number, number];
    readonly share: number;
    readonly centre: [number, number];
    readonly box: number[];
    readonly left: number;
  }

  it.each(goldenCases<Case>('cut-mix'))(
    'has the box of timm in $size for the share $share around $centre',
    ({ size, share, centre, box, left }) => {
      const found = cutBox(size, share, centre);
      expect(found.box).toEqual(box);
      expect(found.left).toBeCloseTo(left, 12);
    },
  );

  it('puts one box of another image into each, and blends targets by its area', () => {
    const layer = new CutMix(random());
    const centres = new Set<string>();
    for (let call = 0; call < 20; call++) {
      // Image i is filled with i + 1, in both channels.
      const x = tf.tile(tf.range(1, batch + 1).reshape([batch, 1, 1, 1]), [1, 6, 5, 2]);
      const { inputs, targets } = layer.forward(x, identity());
      const mixed = inputs.arraySync() as number[][][][];
      const rows = targets.arraySync() as number[][];
      mixed.forEach((image, i) => {
        const row = rows[i] as number[];
        const other = row.findIndex((value, j) => j !== i && value > 0);
        const pixels = image.flatMap((line, y) => line.map((pixel, x) => ({ pixel, y, x })));
        for (const { pixel } of pixels) expect(pixel[0]).toBe(pixel[1]);
        const foreign = pixels.filter(({ pixel }) => pixel[0] !== i + 1);
        for (const { pixel } of foreign) expect(pixel[0]).toBe(other + 1);
        // The others fill a rectangle, and their share of the area is their share of the target.
        const span = (values: number[]) =>
          values.length === 0 ? 0 : Math.max(...values) - Math.min(...values) + 1;
        const [height, width] = [span(foreign.map(({ y }) => y)), span(foreign.map(({ x }) => x))];
        expect(foreign.length).toBe(height * width);
        expect(1 - (row[i] as number)).toBeCloseTo(foreign.length / 30, 5);
        if (foreign.length > 0) centres.add(`${foreign[0]?.y},${foreign[0]?.x}`);
      });
    }
    expect(centres.size).toBeGreaterThan(5);
  });

  it('lets no NaN of an image out of its box', () => {
    const x = tf.fill([2, 8, 8, 1], Number.NaN);
    const mixed = tf.concat([x, tf.ones([2, 8, 8, 1])]);
    const { inputs } = new CutMix(random()).forward(mixed, tf.eye(4));
    const finite = numbers(inputs).filter(Number.isFinite);
    // As many as there were: pixels are moved, not blended.
    expect(finite.length).toBe(128);
  });

  it('refuses what are no images', () => {
    expect(() => new CutMix().forward(tf.ones([8, 6, 5]), identity())).toThrow(
      'CutMix.forward: got inputs float32 [8,6,5], expected float32 [batch, height, width, channels].',
    );
  });
});
