import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { histogramOf } from '../loggers/histogram.js';
import { crc32c } from '../loggers/tensorboard/crc32c.js';
import { tensorBoard } from './index.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nadir-board-'));
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_500 });
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const recorded = JSON.parse(
  readFileSync(new URL('../../golden/tensorboard.json', import.meta.url), 'utf8'),
);

const progress = (step: number, epoch = 1) => ({ step, epoch, batch: step, seconds: 1 });
const config = { learningRate: 0.001, optimizer: 'AdamW', nesterov: true };

/** Writes a training that is killed after step 3, and goes on from step 2. */
async function writeRun(): Promise<void> {
  const first = tensorBoard(folder);
  await first.start(config, progress(0));
  for (const step of [1, 2, 3]) {
    await first.log({ ...progress(step), kind: 'step', figures: { loss: 1 / step } });
  }
  const second = tensorBoard(folder);
  await second.start(config, progress(2));
  await second.log({ ...progress(3), kind: 'step', figures: { loss: 0.25 } });
  const scores = { 'validation.loss': 0.5, 'validation.accuracy': 0.75 };
  await second.log({ ...progress(400), kind: 'validation', figures: scores });
  await second.log({
    ...{ ...progress(400), kind: 'epoch', figures: { 'train.loss': Number.NaN, ...scores } },
    histograms: { '0.weight': histogramOf([-1, 0, 0.5, 1]) },
  });
  await second.end('complete', progress(400));
}

/** The files one after the other, in lines of base 64. */
async function fixtureOf(): Promise<string> {
  const names = (await readdir(folder)).sort();
  const files = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return files.map((file) => file.toString('base64').replaceAll(/.{1,76}/g, '$&\n')).join('\n');
}

it('writes the bytes that the reader of TensorBoard was given', async () => {
  await writeRun();
  const fixture = await fixtureOf();
  await expect(fixture).toMatchFileSnapshot('../../golden/tensorboard.base64');
  // A new fixture is to be read by golden/record_tensorboard.py.
  expect(recorded.sha256).toBe(createHash('sha256').update(fixture).digest('hex'));
});

it('is read by TensorBoard as it was meant', () => {
  expect(recorded.scalars).toEqual({
    // The 1/3 of the third step was of the training that was killed.
    loss: [
      [1, 1],
      [2, 0.5],
      [3, 0.25],
    ],
    'validation/loss': [[400, 0.5]],
    'validation/accuracy': [[400, 0.75]],
    'train/loss': [[400, 'NaN']],
  });
  const { limits, counts } = histogramOf([-1, 0, 0.5, 1]);
  expect(recorded.histograms).toEqual({
    'weights/0.weight': [
      { step: 400, min: -1, max: 1, num: 4, sum: 0.5, sumSquares: 2.25, limits, counts },
    ],
  });
  expect(recorded.hyperParameters).toEqual(config);
  expect(recorded.startTime).toBe(1_700_000_000.5);
  expect(recorded.ended).toEqual({ status: 'STATUS_SUCCESS', time: 1_700_000_000.5 });
});

it('has the sums of CRC-32C', () => {
  // From RFC 3720, B.4, and the check value of the catalogue of CRCs.
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
});
