import { it } from 'vitest';
import { agreesWithCpu } from '../../../test/agreement.js';
import { fakeIo } from '../../../test/fake-io.js';
import { missing, provided } from '../../../test/provided.js';
import { useBackend } from '../../backends/load.js';

// Matrix products add in another order: some 1e-7 in a step, which 40 steps add up.
const tolerance = 1e-5;

const on = (name: 'wasm' | 'tensorflow') =>
  agreesWithCpu(name, { prepare: () => useBackend(name, fakeIo({ env: process.env })), tolerance });

on('wasm');
if (provided !== undefined) on('tensorflow');
else it('the loop on tensorflow', ({ skip }) => skip(missing));
