import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

// Two bundles, each with a copy of the core of its own, in a process that has nothing else: what a
// program loads when an adapter brings another version of the core, or comes as a bundle.
const folder = mkdtempSync(join(tmpdir(), 'nadir-two-copies-'));

async function bundle(name: string, source: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@nadir/source', 'module', 'node', 'default'] },
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: { entry: resolve(source), formats: ['es'], fileName: () => name },
      rolldownOptions: { external: /^@tensorflow\// },
    },
  });
}

beforeAll(async () => {
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  await bundle('core.mjs', 'packages/core/src/index.ts');
  await bundle('adapter.mjs', 'packages/backend-cpu/src/index.ts');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a program prints, run by Node in a process of its own. */
function output(program: string): string {
  writeFileSync(join(folder, 'program.mjs'), program);
  return execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' });
}

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
  const { before, ...after } = JSON.parse(output(program));
  expect(before.fused).toBe(false);
  expect(before.kernels).not.toContain('Nadir.double');
  expect(after).toEqual({ fused: true, kernels: ['Nadir.double'], value: 6 });
});
