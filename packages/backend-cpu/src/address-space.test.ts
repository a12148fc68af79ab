import { existsSync, readFileSync } from 'node:fs';
import { unregisterBackend } from '@nadir/core';
import { AdamW } from '@nadir/optim';
import { Ema } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { register } from './index.js';

const status = '/proc/self/status';

/** Bytes of addresses that this process has set aside. */
const addressSpace = () =>
  1024 * Number(/^VmSize:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]);

test.runIf(existsSync(status))('small optimizers and averages share an address space', async () => {
  await tf.setBackend('cpu');
  register();
  const x = tf.ones([8]);
  const before = addressSpace();
  const held = Array.from({ length: 50 }, () => {
    const w = tf.variable(tf.ones([8]));
    const optimizer = new AdamW([w]);
    optimizer.applyGradients([{ name: w.name, tensor: x }]);
    const average = new Ema<tf.Tensor>({ decay: 0.9 });
    average.update(x).dispose();
    return { optimizer, average, w };
  });
  // One memory, for which V8 sets aside 10 GiB, and one for what passes through kernels.
  expect(addressSpace() - before).toBeLessThan(2.5 * 10 * 2 ** 30);
  for (const one of held) {
    one.optimizer.dispose();
    one.average.dispose();
    one.w.dispose();
  }
  unregisterBackend('cpu');
});
