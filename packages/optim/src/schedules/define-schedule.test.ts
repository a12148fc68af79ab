import { OptionError, type Schedule } from '@nadir/core';
import { checkInteger } from '@nadir/core/internal';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SGD } from '../sgd/sgd.js';
import { constant, cosine, join, scale } from './all-schedules.js';
import { defineSchedule } from './define-schedule.js';
import { configOf, type SavedSchedule } from './named-schedule.js';
import { restoreSchedule } from './restore-schedule.js';

beforeAll(() => tf.setBackend('cpu'));

const sawtooth = defineSchedule({
  name: 'sawtooth',
  complete: ({ from, steps = 4 }: { from: number; steps?: number }) => ({ from, steps }),
  check(o, where) {
    checkInteger(where, o, 1, 'steps');
  },
  curve({ from, steps }) {
    return (step) => from * (1 - (step % steps) / steps);
  },
});

describe('a schedule of your own', () => {
  it('has its values, and its options with defaults filled in', () => {
    const schedule = sawtooth({ from: 8 });
    expect([0, 1, 2, 3, 4].map(schedule)).toEqual([8, 6, 4, 2, 8]);
    expect(schedule.config).toEqual({ schedule: 'sawtooth', from: 8, steps: 4 });
  });

  it('is restored, within others too', () => {
    const { finite, steps } = optionsOfSchedules;
    const teeth = fc.record({ from: finite, steps }).map(sawtooth);
    expectRestored(teeth);
    expectRestored(teeth.map((one) => join([one, constant(1)], [9])));
  });

  it('comes back with the state of an optimizer', () => {
    const w = tf.variable(tf.scalar(1));
    const saved = new SGD([['w', w]], { learningRate: sawtooth({ from: 2 }) }).stateDict();
    const other = new SGD([['w', w]]);
    other.loadStateDict(saved);
    const [group] = other.groups;
    expect([0, 1, 2].map(group?.options.learningRate as Schedule)).toEqual([2, 1.5, 1]);
  });

  it('that the program does not have is named, with its import, by the optimizer that would load it', () => {
    const w = tf.variable(tf.scalar(1));
    const { tensors, metadata } = new SGD([['w', w]], {
      learningRate: sawtooth({ from: 2 }),
    }).stateDict();
    const text = metadata.optimizer?.replace('sawtooth', 'triangle') as string;
    const other = new SGD([['w', w]]);
    expect(() => other.loadStateDict({ tensors, metadata: { optimizer: text } })).toThrow(
      /^SGD\.loadStateDict.*: got the schedule "triangle", expected .*'@nadir\/optim\/schedules'/,
    );
    expect(other.groups[0]?.options.learningRate).toBe(1e-3);
  });

  it('refuses options that it does not have, and those out of range', () => {
    expect(() => sawtooth({ from: 1, teeth: 3 } as never)).toThrow(
      'sawtooth: got option `teeth`, expected `from`, `steps`.',
    );
    expect(() => sawtooth({ from: 1, steps: 0 })).toThrow('sawtooth.steps: got 0');
  });
});

describe('a defined schedule', () => {
  it.each([undefined, null])('called with %s says which option it misses', (nothing) => {
    expect(() => cosine(nothing as never)).toThrow(OptionError);
    expect(() => cosine(nothing as never)).toThrow('cosine.from: got undefined');
  });

  it('cannot be changed, nor can its config', () => {
    const schedule = join([constant(1), constant(2)], [5]);
    expect(() => Object.assign(schedule, { config: undefined })).toThrow(TypeError);
    expect(() => Object.assign(schedule.config, { boundaries: [] })).toThrow(TypeError);
    expect(() => (schedule.config.boundaries as number[]).push(6)).toThrow(TypeError);
  });

  it('may hold others 500 deep, and no deeper', () => {
    const nested = (depth: number) => {
      let schedule = constant(1);
      for (let i = 1; i < depth; i++) schedule = scale(schedule, 1);
      return schedule;
    };
    expect(nested(500)(3)).toBe(1);
    expect(() => nested(501)).toThrow('scale: got schedules 501 deep within each other');
    const { config } = nested(500);
    expect(restoreSchedule(config)(3)).toBe(1);
    // As in a file that somebody has made.
    let deep: SavedSchedule = { schedule: 'constant', value: 1 };
    for (let i = 0; i < 10_000; i++) deep = { schedule: 'scale', inner: deep, factor: 1 };
    expect(() => restoreSchedule(deep)).toThrow(OptionError);
  });

  it('that holds a plain function has no config', () => {
    expect(configOf(join([constant(1), (step) => step], [5]))).toBeUndefined();
  });
});
