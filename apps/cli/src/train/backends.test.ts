import { it } from 'vitest';
import { agreesWithCpu } from '../../test/agreement.js';
import { fakeIo } from '../../test/fake-io.js';
import { useBackend } from '../backends/use.js';
import { cacheFolder, findTfjsNode } from '../tfjs-node/find.js';

// Matrix products add in another order: some 1e-7 in a step, which 40 steps add up.
const tolerance = 1e-5;

const on = (name: 'wasm' | 'tensorflow') =>
  agreesWithCpu(name, { prepare: () => useBackend(name, fakeIo({ env: process.env })), tolerance });

on('wasm');
if (findTfjsNode(process.cwd(), process.env) !== undefined) on('tensorflow');
else {
  it('the loop on tensorflow', ({ skip }) =>
    skip(`no tfjs-node in ${cacheFolder(process.env)}: run \`npm run setup:tfjs-node\``));
}
