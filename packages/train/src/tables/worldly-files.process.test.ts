import { readFileSync } from 'node:fs';
import { register } from '@nadir/backend-wasm';
import { type Size, worldlyFiles } from '@nadir/testing/worldly-files';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { scoreOn } from '../../test/score-on.js';
import { partsOf } from '../../test/worldly-parts.js';

beforeAll(async () => {
  await tf.setBackend('wasm');
  register();
});

/** What pipelines of scikit-learn come to on the same rows, by the kind of the model. */
interface Recorded {
  readonly file: string;
  readonly rows: number;
  readonly figures: Readonly<Record<'linear' | 'network', Readonly<Record<string, number>>>>;
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../golden/tables.json', import.meta.url), 'utf8'),
) as { readonly cases: readonly Recorded[] };

/** How far below the better pipeline a figure may be: a hidden layer begins at random weights. */
const margin = 0.02;

/** With every law the whole files, otherwise small ones. */
const size: Size = import.meta.env.MODE === 'all-laws' ? 'whole' : 'small';

describe.each(worldlyFiles)('$name', (file) => {
  it(`trains without a word about ${file.about}`, async () => {
    const { plan, split } = await partsOf(file, file.write(size));
    const recorded = cases.find((one) => one.file === file.name && one.rows === plan.table.length);
    const { linear, network } = (recorded as Recorded).figures;
    const scores = await scoreOn(plan, split);
    for (const figure of Object.keys(linear)) {
      const bar = Math.max(linear[figure] as number, network[figure] as number) - margin;
      expect(scores[figure], figure).toBeGreaterThan(bar);
    }
  }, 1_200_000);
});
