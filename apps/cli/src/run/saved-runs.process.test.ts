// Runs of every version of the format are read for ever. A new version leaves these folders as they are, and adds one.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nadir, resultOf } from '../../test/nadir.js';

const saved = fileURLToPath(new URL('../../saved', import.meta.url));

describe.each(readdirSync(saved))('run %s', (name) => {
  const folder = join(saved, name);

  it('is as good as it was', async () => {
    const { status, stdout, stderr } = await nadir(['evaluate', folder, '--json']);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const scores = resultOf(stdout).scores as Record<string, number>;
    const expected = JSON.parse(readFileSync(join(folder, 'scores.json'), 'utf8')) as typeof scores;
    expect(Object.keys(scores)).toEqual(Object.keys(expected));
    for (const [figure, value] of Object.entries(expected)) {
      expect(scores[figure], figure).toBeCloseTo(value, 5);
    }
  });

  it('is reported on', async () => {
    const { status, stdout, stderr } = await nadir(['inspect', folder]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain('model.safetensors');
  });
});
