import { beforeAll, expect, test } from 'vitest';
import { BundleFolder } from '../../test/bundle-folder.js';

// Two bundles, each with a copy of the core of its own, in a process that has nothing else: what a
// program loads when an adapter brings another version of the core, or comes as a bundle.
const folder = new BundleFolder();
beforeAll(async () => {
  await folder.bundle('core.mjs', 'packages/core/src/index.ts');
  await folder.bundle('adapter.mjs', 'packages/backend-cpu/src/index.ts');
});

test('an adapter that was registered with one copy of the core serves the other', () => {
  const program = `
    import * as tf from '@tensorflow/tfjs';
    import { execute, isFused, mul, trace } from './core.mjs';
    import { register } from './adapter.mjs';

    tf.enableProdMode();
    await tf.setBackend('cpu');
    const double = trace({ name: 'double', tensors: ['x'] }, ({ x }) => ({ x: mul(x, 2) }));
    const run = () => execute(double, { tensors: { x: tf.tensor1d([3]) } }).x.dataSync()[0];
    const kernels = async () => (await tf.profile(run)).kernels.map(({ name }) => name);
    const before = { fused: isFused(), kernels: await kernels() };
    register();
    console.log(JSON.stringify({ before, fused: isFused(), kernels: await kernels(), value: run() }));
  `;
  const { before, ...after } = JSON.parse(folder.run(program));
  expect(before.fused).toBe(false);
  expect(before.kernels).not.toContain('Nadir.double');
  expect(after).toEqual({ fused: true, kernels: ['Nadir.double'], value: 6 });
});
