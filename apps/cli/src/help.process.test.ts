import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { nadir } from '../test/nadir.js';
import { commandNames } from './cli.js';

const { cache } = createRequire(import.meta.url);

/** Modules of TensorFlow.js that this process, which is that of this file alone, has loaded. */
const loaded = () => Object.keys(cache).filter((path) => path.includes('@tensorflow'));

it.each([...commandNames.map((name) => [[name]]), [['train', '--optimizer', 'soap']]])(
  'of %j loads no TensorFlow.js',
  async (command) => {
    const { status, stdout } = await nadir([...command, '--help']);
    expect(status).toBe(0);
    expect(stdout).toContain(`nadir ${command[0]}`);
    expect(loaded()).toEqual([]);
  },
);

it('would be told of a module that is loaded', async () => {
  await import('@tensorflow/tfjs');
  expect(loaded()).not.toEqual([]);
});
