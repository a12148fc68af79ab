// `npm run bench:small`: prints what steps of a few small parameters cost beside those of TensorFlow.js.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { register as registerCpu } from '@nadir/backend-cpu';
import { register as registerWasm } from '@nadir/backend-wasm';
import { enableProdMode, setBackend } from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { formatNumber, formatTable } from '../report/table.js';
import { measureSmallUpdates } from './small-updates.js';

const call = { sizes: [64, 16, 32, 2], turns: 200, stepsPerTurn: 20 } as const;
const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');

enableProdMode();
setWasmPaths(join(dirname(wasm), '/'));
const rows: string[][] = [];
for (const [backend, register] of [
  ['cpu', registerCpu],
  ['wasm', registerWasm],
] as const) {
  await setBackend(backend);
  register();
  for (const { name, here, there, ratio } of measureSmallUpdates(call)) {
    const { lowerQuartile, median, upperQuartile } = ratio;
    const numbers = [here.median, there.median, median, lowerQuartile, upperQuartile];
    rows.push([`${backend}, ${name}`, ...numbers.map(formatNumber)]);
  }
}
const { sizes, turns, stepsPerTurn } = call;
console.log(
  `Parameters of ${sizes.join(', ')} numbers: microseconds a step, and their ratio, ${turns} turns of ${stepsPerTurn} steps.\n`,
);
console.log(
  formatTable(['', 'Nadir', 'TensorFlow.js', 'ratio', 'lower quartile', 'upper quartile'], rows),
);
