import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-io.js';
import { nadir } from '../../../test/nadir.js';

/** With all laws ten. */
const seeds = Array.from({ length: import.meta.env.MODE === 'all-laws' ? 10 : 1 }, (_, i) => i);

it.each(seeds)(
  'learns to read 97 of 100 digits that nothing was chosen by, with seed %i',
  async (seed) => {
    const out = join(temporaryFolder(), 'run');
    const { stdout } = await nadir(['train', '--seed', String(seed), '--json', '--out', out]);
    expect(JSON.parse(stdout).test.accuracy).toBeGreaterThanOrEqual(0.97);
  },
  300_000,
);
