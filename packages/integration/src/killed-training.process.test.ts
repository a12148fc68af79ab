import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { decodeCheckpoint } from '@nadir/train';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { BundleFolder } from '../test/bundle-folder.js';
import type { Order, Outcome } from '../test/trainings.js';

const bundles = new BundleFolder();
beforeAll(async () => {
  await tf.setBackend('cpu');
  await bundles.bundle('trainings.mjs', 'packages/integration/test/trainings.ts');
  writeFileSync(join(bundles.path, 'train.mjs'), program);
}, 120_000);

/** With every law, as often as the bars ask for; otherwise a sample. */
const isThorough = import.meta.env.MODE === 'all-laws';

const program = `
  import { writeFileSync } from 'node:fs';
  import { train } from './trainings.mjs';
  const [, , order, to] = process.argv;
  writeFileSync(to, JSON.stringify(await train(JSON.parse(order))));`;

const folder = () => mkdtempSync(join(bundles.path, 'run-'));

/** Trains in a process of its own. Without an outcome it was killed. */
async function train(order: Order, killAfterMs?: number): Promise<Outcome | undefined> {
  const to = join(mkdtempSync(join(bundles.path, 'outcome-')), 'outcome.json');
  const child = spawn(process.execPath, ['train.mjs', JSON.stringify(order), to], {
    cwd: bundles.path,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const ended = new Promise<string | null>((resolve) =>
    child.on('exit', (code, signal) => resolve(signal ?? String(code))),
  );
  const stop = new AbortController();
  if (killAfterMs !== undefined) {
    setTimeout(killAfterMs, undefined, { signal: stop.signal })
      .then(() => child.kill('SIGKILL'))
      .catch(() => {});
  }
  const how = await ended;
  stop.abort();
  if (how === 'SIGKILL') return undefined;
  if (how !== '0') throw new Error(`The training ended with ${how}: ${said}`);
  return JSON.parse(readFileSync(to, 'utf8')) as Outcome;
}

/** What is wrong with the files that have the name of a checkpoint. */
async function damagedIn(path: string): Promise<string[]> {
  const damaged: string[] = [];
  for (const name of readdirSync(path).filter((one) => one.endsWith('.safetensors'))) {
    try {
      const { tensors } = await decodeCheckpoint(readFileSync(join(path, name)));
      tf.dispose(tensors as tf.NamedTensorMap);
    } catch (error) {
      damaged.push(`${name}: ${error}`);
    }
  }
  return damaged;
}

it('a training that is killed at any moment goes on to the same weights, bit for bit', async () => {
  const order = { epochs: isThorough ? 200 : 60, every: 20, units: 24 };
  const whole = await train({ ...order, folder: folder() });
  const path = folder();
  const kills = isThorough ? 100 : 5;
  let killed = 0;
  // The process needs most of this time to begin, so that some kills find it there too.
  for (let i = 0; i < kills; i++) {
    const wait = 600 + ((i * 7919) % 1400);
    const outcome = await train({ ...order, folder: path }, wait);
    if (outcome === undefined) killed++;
    else break;
    expect(await damagedIn(path)).toEqual([]);
  }
  expect(killed).toBeGreaterThan(0);
  const last = await train({ ...order, folder: path });
  expect(last?.rejected).toEqual([]);
  expect(last?.sum).toBe(whole?.sum);
}, 600_000);

it('a training that is killed within a save leaves whole checkpoints only', async () => {
  // Three saves of 220 kB, and all calls of the file system in them.
  const order = { epochs: 1, every: 4, units: 256 };
  const whole = await train({ ...order, folder: folder() });
  let call = 1;
  for (; ; call += isThorough ? 1 : 5) {
    const path = folder();
    const outcome = await train({ ...order, folder: path, dieAt: call });
    if (outcome !== undefined) break;
    expect(await damagedIn(path), `call ${call}`).toEqual([]);
    const resumed = await train({ ...order, folder: path });
    expect(resumed, `call ${call}`).toMatchObject({ sum: whole?.sum, rejected: [] });
  }
  expect(call).toBeGreaterThan(20);
}, 600_000);
