import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { type PresetName, presets } from '../../state/presets.js';
import type { Reading, RunLog } from '../log/run-log.js';
import { Race } from './race.js';

/** Longest that the races of a preset may take, on two cores that other tests use too. */
const limitMs = 600_000;

/** Seeds from 1 on that are raced: the first, unless every law is asked for. */
const seeds = import.meta.env.MODE === 'all-laws' ? 5 : 1;

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

/** A contender at the end of its race. */
interface End extends Reading {
  readonly log: RunLog;
}

/** How the contenders of a preset end, by seed. */
async function endsOf(name: PresetName): Promise<End[][]> {
  const { race: settings, ...preset } = presets[name];
  const rows: End[][] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const race = await Race.begin(
      { ...preset, race: { ...settings, seed, seeds: 1, every: settings.steps } },
      () => 0,
    );
    while (!race.finished) await race.advance();
    const logs = race.lanes.flatMap(({ racers }) => racers.map(({ log }) => log));
    rows.push(logs.map((log) => ({ ...(log.readings.at(-1) as Reading), log })));
    race.dispose();
  }
  return rows;
}

test(
  'with a warm-up, Adam ends lower than without, from every seed',
  async () => {
    for (const [cold, warm] of await endsOf('warm-up-saves-adam')) {
      expect(warm?.test.loss).toBeLessThan(cold?.test.loss as number);
    }
  },
  limitMs,
);

test(
  'averages end lower than the last iterate, from every seed',
  async () => {
    for (const [last, ...averages] of await endsOf('average-beats-last')) {
      for (const { test } of averages) expect(test.loss).toBeLessThan(last?.test.loss as number);
    }
  },
  limitMs,
);

test(
  'without clipping a run explodes at once, and with it it comes to the target',
  async () => {
    for (const [free, clipped] of await endsOf('clip-or-explode')) {
      expect(free?.log.divergence?.step).toBeLessThan(10);
      expect(clipped?.log.divergence).toBeUndefined();
      expect(clipped?.test.loss).toBeLessThan(presets['clip-or-explode'].race.target);
    }
  },
  limitMs,
);

test(
  'of SGD, L2 and decay leave weights of one size; of Adam, decay leaves twice as much',
  async () => {
    for (const ends of await endsOf('weight-decay')) {
      const [l2 = 0, decay = 0, adamL2 = 0, adamW = 0] = ends.map(({ weightNorm }) => weightNorm);
      expect(Math.abs(decay / l2 - 1)).toBeLessThan(0.1);
      expect(adamW / adamL2).toBeGreaterThan(2);
    }
  },
  limitMs,
);
