import { type Optimizer, registerBackend, unregisterBackend } from '@nadir/core';
import { compose } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AdamW } from './adamw.js';
import { AdamW8bit } from './adamw-8bit.js';

beforeEach(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});
afterEach(() => unregisterBackend('cpu'));

/** Ordinary ops, on a backend that says that its integers have 32 bits. */
const withExactIntegers = () =>
  registerBackend({
    name: 'cpu',
    hostTensors: true,
    compile: (program) => ({ run: (call) => compose(program, call as never) }),
  });

/** Bytes that an optimizer holds after a step. */
function bytesOf(make: (parameters: tf.Variable[]) => Optimizer, shapes: number[][]): number {
  const variables = shapes.map((shape) =>
    tf.variable(tf.randomUniform(shape, -1, 1, 'float32', 1)),
  );
  const gradients = Object.fromEntries(variables.map((one) => [one.name, one.clone()]));
  const optimizer = make(variables);
  const before = tf.memory().numBytes;
  optimizer.applyGradients(gradients);
  return tf.memory().numBytes - before;
}

const float32 = (parameters: tf.Variable[]) => new AdamW(parameters) as unknown as Optimizer;
const eightBits = (parameters: tf.Variable[]) => new AdamW8bit(parameters) as unknown as Optimizer;
const size = 64 * 256;
// A number for each block of 256, for m and for v.
const absmax = (2 * 4 * size) / 256;

describe('AdamW8bit', () => {
  it('holds a quarter of the state of AdamW, and a number for each block', () => {
    withExactIntegers();
    expect(bytesOf(float32, [[64, 256]])).toBe(2 * 4 * size);
    expect(bytesOf(eightBits, [[64, 256]])).toBe(2 * size + absmax);
  });

  it('holds a third where integers have 24 bits', () => {
    const numbers = Math.ceil(size / 3);
    expect(bytesOf(eightBits, [[64, 256]])).toBe(2 * 4 * numbers + absmax);
  });

  it('keeps float32 state for fewer than 4096 elements, unless every size is asked for', () => {
    const names = (options: object, shape: number[]) => {
      const w = tf.variable(tf.ones(shape));
      const optimizer = new AdamW8bit([['w', w]], options);
      optimizer.applyGradients({ [w.name]: tf.ones(shape) });
      return Object.keys(optimizer.stateDict().tensors).sort();
    };
    const coded = ['w/mAbsmax', 'w/mCodes', 'w/vAbsmax', 'w/vCodes'];
    expect(names({}, [4095])).toEqual(['w/m', 'w/v']);
    expect(names({}, [64, 64])).toEqual(coded);
    expect(names({ everySize: true }, [2])).toEqual(coded);
  });

  it('takes its first step as AdamW does, whose state is still exact', () => {
    const steps = [AdamW, AdamW8bit].map((Class) => {
      const w = tf.variable(tf.linspace(-1, 1, 5000));
      new Class([w], { learningRate: 0.1 }).applyGradients({ [w.name]: tf.linspace(2, -3, 5000) });
      return w.dataSync();
    });
    expect(steps[1]).toEqual(steps[0]);
  });

  it('encodes the state of each block by its own largest element', () => {
    // m = 0.1 g and v = 0.001 g² in float32; the first block has gradients from 2⁻²⁰, the second up to 1.
    const gradient = Float32Array.from({ length: 512 }, (_, i) => (i < 256 ? 2 ** -20 : 1));
    const w = tf.variable(tf.zeros([512]));
    const optimizer = new AdamW8bit([['w', w]], { everySize: true });
    optimizer.applyGradients({ [w.name]: tf.tensor(gradient) });
    const { tensors } = optimizer.stateDict();
    const absmax = tensors['w/mAbsmax']?.dataSync() ?? [];
    expect(absmax).toHaveLength(2);
    expect(absmax[0]).toBeCloseTo(0.1 * 2 ** -20, 12);
    expect(absmax[1]).toBeCloseTo(0.1, 7);
    // Every element is the largest of its block, whose number is 1 and has the code 255.
    expect(new Set(tensors['w/mCodes']?.dataSync())).toEqual(new Set([255]));
    expect(new Set(tensors['w/vCodes']?.dataSync())).toEqual(new Set([255]));
  });

  it('goes on elsewhere from a state dict, where a number holds fewer bytes', () => {
    const gradients = Array.from({ length: 6 }, (_, k) =>
      tf.randomUniform([70, 60], -1, 1, 'float32', k + 1),
    );
    const start = () => tf.variable(tf.ones([70, 60]));
    const [stays, moves] = [start(), start()];
    const make = (w: tf.Variable) => new AdamW8bit([['w', w]], { learningRate: 0.01 });
    const step = (optimizer: AdamW8bit, w: tf.Variable, from: number, to: number) => {
      for (const gradient of gradients.slice(from, to)) {
        optimizer.applyGradients({ [w.name]: gradient });
      }
    };
    const [first, before] = [make(stays), make(moves)];
    step(first, stays, 0, 6);
    withExactIntegers();
    const there = start();
    const other = make(there);
    step(other, there, 0, 3);
    const saved = other.stateDict();
    unregisterBackend('cpu');
    moves.assign(there);
    before.loadStateDict(saved);
    step(before, moves, 3, 6);
    expect(moves.dataSync()).toEqual(stays.dataSync());
  });
});
