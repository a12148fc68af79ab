import { describe, expect, it } from 'vitest';
import { fakeIo, Recorder } from '../../../../test/fake-io.js';
import { logUniform } from '../../../spaces/distribution.js';
import type { Entry } from '../ledger/entry.js';
import type { SweepConfig } from '../plan/config.js';
import { halvingRungs } from '../plan/rungs.js';
import { sweepProgress } from './progress.js';

const config: SweepConfig = {
  ...{ format: 'nadir-sweep', version: 1, method: 'halving', metric: 'loss' },
  fixed: { epochs: 9 },
  space: { learningRate: { distribution: logUniform(1e-3, 1e-1), isWhole: false } },
  rungs: halvingRungs(3, 9, 3),
  trials: [{ learningRate: 0.01 }, { learningRate: 0.02 }, { learningRate: 0.03 }],
};
const entry = (trial: number): Entry => ({
  ...{ trial, rung: 0, outcome: 'paused', validation: { loss: trial / 10 } },
});

describe('sweepProgress', () => {
  it('writes a line for each trial that ends, within the width', () => {
    const io = fakeIo({ stderr: new Recorder(false, 60) });
    const progress = sweepProgress(io, config, []);
    progress.start();
    progress.entry(entry(2), [entry(2)]);
    progress.failure(3, 'no memory');
    progress.done();
    expect(io.stderr.text).toBe(
      '1/4  trial 2  loss 0.2000  learning rate 0.02\ntrial 3 has failed: no memory\n',
    );
  });

  it('tells in a terminal how long it will take, by the epochs that are left', () => {
    let now = 0;
    const io = fakeIo({ stderr: new Recorder(true, 80), now: () => now });
    const progress = sweepProgress(io, config, []);
    progress.start();
    now = 30_000;
    progress.entry(entry(2), [entry(2)]);
    progress.done();
    // Three epochs of 3 · 3 + 6 have taken 30 seconds.
    expect(io.stderr.text).toContain('1 of 4 done, 0 running, 2 m 00 s left, best loss 0.2000');
  });
});
