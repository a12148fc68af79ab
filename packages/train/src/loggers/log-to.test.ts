import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import { consoleLogger, type LogRecord, logTo } from '../index.js';
import { histogramOf } from './histogram.js';

beforeAll(() => tf.setBackend('cpu'));

/** What a training of two epochs gives a logger. */
async function recordsOf(options: Parameters<typeof logTo>[1]) {
  const records: LogRecord[] = [];
  const events: string[] = [];
  const logger = {
    start: (_: unknown, { step }: { step: number }) => void events.push(`start ${step}`),
    log: (record: LogRecord) => void records.push(record),
    end: (ending: string) => void events.push(ending),
  };
  const other = { name: 'other', figures: () => ({ learningRate: 0.5 }) };
  const { train, validation } = loaders();
  const log = logTo([logger], options);
  await training({ epochs: 2 }, [other, log]).trainer.fit(train, validation);
  return { records, events };
}

describe('logTo', () => {
  it('writes steps, validations and epochs, with the figures of other callbacks', async () => {
    const { records, events } = await recordsOf({ everySteps: 3 });
    expect(events).toEqual(['start 0', 'complete']);
    expect(records.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
      ...['step 3', 'step 6', 'validation 7', 'epoch 7'],
      ...['step 9', 'step 12', 'validation 14', 'epoch 14'],
    ]);
    expect(Object.keys(records[0]?.figures ?? {})).toEqual(['loss', 'learningRate']);
    expect(Object.keys(records[3]?.figures ?? {})).toEqual([
      ...['train.loss', 'train.accuracy', 'validation.loss', 'validation.accuracy'],
      'learningRate',
    ]);
  });

  it('adds histograms of the weights to epochs, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    await recordsOf({});
    const held = tf.memory().numTensors - before;
    const { records } = await recordsOf({ histograms: true });
    expect(tf.memory().numTensors - before).toBe(2 * held);
    const { histograms = {} } = records.find(({ kind }) => kind === 'epoch') as LogRecord;
    expect(Object.entries(histograms).map(([name, { count }]) => [name, count])).toContainEqual([
      '0.weight',
      64 * 16,
    ]);
    expect(records.filter(({ kind }) => kind === 'validation')[0]?.histograms).toBeUndefined();
  });

  it('says which options it takes', () => {
    expect(() => logTo([], { everySteps: 0 })).toThrow('logTo.everySteps: got 0');
  });
});

it('the console has plain lines', async () => {
  const lines: string[] = [];
  const logger = consoleLogger({ write: (line) => lines.push(line) });
  const progress = { step: 12, epoch: 2, batch: 3, seconds: 1.25 };
  await logger.start({}, progress);
  await logger.log({ ...progress, kind: 'step', figures: { loss: 0.123456, big: 1234567 } });
  await logger.end('stopped', progress);
  expect(lines).toEqual([
    'going on after step 12',
    'epoch 2  step 12  loss 0.1235  big 1235000  1.3 s',
    'stopped after step 12',
  ]);
});

describe('histogramOf', () => {
  it('counts every finite value once', () => {
    const values = [...Array.from({ length: 61 }, (_, i) => i), Number.NaN, Infinity];
    const { count, least, greatest, sum, squares, limits, counts } = histogramOf(values);
    // Σ i = 60 · 61 / 2, Σ i² = 60 · 61 · 121 / 6
    expect({ count, least, greatest, sum, squares }).toEqual({
      ...{ count: 61, least: 0, greatest: 60, sum: 1830, squares: 73810 },
    });
    expect(limits).toHaveLength(30);
    expect(limits.at(-1)).toBe(60);
    // Bins of width 2, the last one with its right end.
    expect(counts).toEqual([...new Array(29).fill(2), 3]);
  });

  it('has one bin for equal values, and none of them for nothing', () => {
    expect(histogramOf([5, 5])).toMatchObject({ limits: [5], counts: [2] });
    expect(histogramOf([])).toMatchObject({ count: 0, limits: [0], counts: [0] });
  });
});
