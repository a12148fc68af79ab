// The tfjs-node that `scripts/tfjs-node.mjs` put into the cache.
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import '../src/shim.js';

/** Why tests on tfjs-node cannot run; nothing if they can, and then the backend is there. */
export const missing: string | undefined = load();

function load(): string | undefined {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const cache = join(process.env.NADIR_CACHE || join(caches, 'nadir'), 'tfjs-node');
  const require = createRequire(join(cache, 'package.json'));
  try {
    require.resolve('@tensorflow/tfjs-node');
  } catch {
    return `no tfjs-node in ${cache}: run \`node scripts/tfjs-node.mjs\``;
  }
  // Its copy of TensorFlow.js shares the engine and its registries with that of the tests, and warns of
  // each kernel that is there already.
  const { warn } = console;
  console.warn = () => {};
  try {
    require('@tensorflow/tfjs-node');
  } catch (error) {
    return `tfjs-node in ${cache} does not load: ${(error as Error).message.split('\n')[0]}`;
  } finally {
    console.warn = warn;
  }
  return undefined;
}
