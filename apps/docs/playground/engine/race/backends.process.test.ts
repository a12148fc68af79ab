import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { register as registerCpu } from '@nadir/backend-cpu';
import { register as registerWasm } from '@nadir/backend-wasm';
import { setBackend } from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { expect, test } from 'vitest';
import { contenderOf } from '../../state/contender.js';
import { initialState, type PlaygroundState } from '../../state/state.js';
import { initialNetwork } from '../../state/task.js';
import { Race } from './race.js';

const registrations = { cpu: registerCpu, wasm: registerWasm };

const state: PlaygroundState = {
  ...initialState,
  task: {
    ...initialNetwork,
    ...{ examples: 60, norm: 'batch', layers: [{ units: 5, dropout: 0.2 }] },
  },
  contenders: [
    contenderOf('sgd', { momentum: 0.9 }),
    { ...contenderOf('adamw'), clip: 'norm', average: 'ema' },
  ],
  race: { ...initialState.race, steps: 40 },
};

/** Losses of all steps, of each contender. */
async function lossesOn(backend: keyof typeof registrations): Promise<readonly number[][]> {
  await setBackend(backend);
  registrations[backend]();
  const race = await Race.begin(state, () => 0);
  for (let step = 0; step < state.race.steps; step++) await race.advance();
  const losses = race.lanes.flatMap(({ racers }) => racers.map(({ log }) => log.trace('loss')));
  race.dispose();
  return losses.map((values) => [...values]);
}

test('losses on wasm are those on the processor, but for rounding', async () => {
  setWasmPaths(
    `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
  );
  const [onCpu, onWasm] = [await lossesOn('cpu'), await lossesOn('wasm')];
  expect(onCpu.map(({ length }) => length)).toEqual([40, 40]);
  onWasm.forEach((losses, i) => {
    losses.forEach((loss, step) => {
      // Sums of float32 numbers in another order, over 40 steps.
      expect(Math.abs(loss - (onCpu[i]?.[step] as number))).toBeLessThan(1e-3 * loss + 1e-5);
    });
  });
});
