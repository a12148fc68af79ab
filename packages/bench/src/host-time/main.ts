// `npm run bench:host`: prints what a step of AdamW costs the host on the backend cpu.
import { register } from '@nadir/backend-cpu';
import { enableProdMode, setBackend } from '@tensorflow/tfjs';
import { formatNumber, formatTable } from '../report/table.js';
import { measureHostTime } from './host-time.js';

const call = { parameters: 200, elements: 4, turns: 100, stepsPerTurn: 10 } as const;

enableProdMode();
await setBackend('cpu');
register();
const rows = measureHostTime(call).map(({ name, microseconds }) => [
  name,
  ...[microseconds.median, microseconds.min, microseconds.upperQuartile].map(formatNumber),
]);
const { parameters, elements, turns, stepsPerTurn } = call;
console.log(
  `AdamW on cpu, ${parameters} parameters of ${elements} numbers: microseconds a parameter and step, ` +
    `${turns} turns of ${stepsPerTurn} steps.\n`,
);
console.log(formatTable(['', 'median', 'least', 'upper quartile'], rows));
