import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StateDict } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import { type Callback, decodeCheckpoint, encodeCheckpoint, logTo } from '../index.js';
import { csv, jsonLines } from './index.js';

let folder = '';
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'nadir-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

const progress = (step: number) => ({ step, epoch: 1, batch: step, seconds: 0.5 });
const record = (step: number, figures: Record<string, number>) => ({
  ...progress(step),
  kind: 'step' as const,
  figures,
});

/** A file but for its seconds. */
const contentOf = async (path: string) =>
  (await readFile(path, 'utf8')).replaceAll(/"seconds":[^,}]+|(?<=\d,\d+,\d+,)[\d.]+/g, '');

describe.each([
  ['jsonl', jsonLines],
  ['csv', csv],
] as const)('a log as %s', (ending, makeLogger) => {
  it('of a training that was killed at any byte and goes on is that of one that was not', async () => {
    const { train, validation } = loaders();
    const options = { validateEvery: 5, epochs: 2 };
    const path = join(folder, `whole.${ending}`);
    const states: Uint8Array[] = [];
    const keeper: Callback = {
      name: 'keeper',
      async afterStep(run) {
        const state: StateDict = await run.stateDict();
        states.push(await encodeCheckpoint(state));
        tf.dispose(state.tensors as tf.NamedTensorMap);
      },
    };
    const log = () => logTo([makeLogger(path)], { everySteps: 2, config: { seed: 5 } });
    await training(options, [log(), keeper]).trainer.fit(train, validation);
    const whole = await readFile(path);
    const expected = await contentOf(path);
    expect(states.length).toBe(14);
    for (const [i, bytes] of states.entries()) {
      // The file holds all that was written before the state, and something of what came after, here with a torn line.
      const isTorn = i % 2 === 1 && i + 1 < states.length;
      const lastLine = whole.lastIndexOf('\n', whole.length - 2) + 1;
      await writeFile(path, whole.subarray(0, isTorn ? lastLine + i : whole.length));
      const { trainer } = training(options, [log()]);
      const state = await decodeCheckpoint(bytes);
      trainer.loadStateDict(state);
      tf.dispose(state.tensors as tf.NamedTensorMap);
      await trainer.fit(train, validation);
      expect(await contentOf(path)).toBe(expected);
    }
  });

  it('of a training that begins leaves an older one under another name', async () => {
    const path = join(folder, 'place', `log.${ending}`);
    for (const loss of [1, 2, 3]) {
      const logger = makeLogger(path);
      await logger.start({}, progress(0));
      await logger.log(record(1, { loss }));
    }
    const names = (await readdir(join(folder, 'place'))).filter((name) => name.endsWith(ending));
    expect(names.sort()).toEqual([`log.1.${ending}`, `log.2.${ending}`, `log.${ending}`]);
    expect(await readFile(join(folder, 'place', `log.1.${ending}`), 'utf8')).toMatch(/1[}]?\n$/);
  });
});

it('JSON lines hold the configuration, figures and the ending', async () => {
  const path = join(folder, 'plain.jsonl');
  const logger = jsonLines(path);
  await logger.start({ learningRate: 0.1 }, progress(0));
  await logger.log(record(1, { loss: Number.NaN, 'train.loss': 0.25 }));
  await logger.end('complete', progress(1));
  const lines = (await readFile(path, 'utf8')).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { kind: 'start', step: 0, config: { learningRate: 0.1 } },
    { kind: 'step', ...progress(1), loss: 'NaN', 'train.loss': 0.25 },
    { kind: 'end', step: 1, seconds: 0.5, ending: 'complete' },
  ]);
});

it('CSV gets a column for a figure that comes later, also after going on', async () => {
  const path = join(folder, 'wide.csv');
  const logger = csv(path);
  await logger.start({}, progress(0));
  await logger.log(record(1, { loss: 3 }));
  await logger.log(record(2, { 'a, "b"': 1 }));
  await logger.log(record(3, { loss: 9 }));
  const next = csv(path);
  await next.start({}, progress(2));
  await next.log(record(3, { loss: 2, 'a, "b"': 4, c: 5 }));
  expect(await readFile(path, 'utf8')).toBe(
    [
      'kind,step,epoch,batch,seconds,loss,"a, ""b""",c',
      'step,1,1,1,0.5,3,,',
      'step,2,1,2,0.5,,1,',
      'step,3,1,3,0.5,2,4,5',
      '',
    ].join('\n'),
  );
});
