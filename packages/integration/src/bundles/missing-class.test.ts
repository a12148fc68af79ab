import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { BundleFolder } from '../../test/bundle-folder.js';

const folder = new BundleFolder();
beforeAll(async () => {
  const entry = join(folder.path, 'entry.ts');
  writeFileSync(entry, "export { AdamW } from '@nadir/optim';\n");
  await folder.bundle('optim.mjs', entry);
}, 120_000);

/** A program that loads a model which was saved with AdamW. */
const loading = (before: string): string => `
  import * as tf from '@tensorflow/tfjs';
  import { AdamW } from './optim.mjs';
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  let artifacts;
  await model.save(tf.io.withSaveHandler(async (saved) => ((artifacts = saved), {})), { includeOptimizer: true });
  artifacts.trainingConfig.optimizer_config = { class_name: 'NadirAdamW', config: {} };
  artifacts.weightSpecs = artifacts.weightSpecs.filter(({ group }) => group !== 'optimizer');
  ${before}
  try {
    const { optimizer } = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
    console.log(optimizer.getClassName());
  } catch (error) {
    console.log(error.message);
  }`;

describe('a bundle that loads a model before it has made an optimizer', () => {
  it('says what to write', () => {
    expect(folder.run(loading(''))).toContain(
      "got a model that was saved with the optimizer AdamW, expected one that this program has. Write import '@nadir/optim/register'",
    );
  });

  it('finds the class of an optimizer that it has made', () => {
    expect(folder.run(loading('new AdamW();'))).toContain('NadirAdamW');
  });
});
