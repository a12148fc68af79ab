import type { InputName, NetworkTask } from '../../../state/task.js';
import { dataOf } from '../../course/data.js';
import { type Imports, literal } from '../literal.js';

/** What a network is given of a point, as an expression in x and y. */
const inputTexts: Readonly<Record<InputName, string>> = {
  x: 'x',
  y: 'y',
  x2: 'x * x',
  y2: 'y * y',
  xy: 'x * y',
  sinX: 'Math.sin(Math.PI * x)',
  sinY: 'Math.sin(Math.PI * y)',
};

/** The statements that make the examples: `train`, `test`. */
export function dataText(task: NetworkTask, seed: number, imports: Imports): string {
  const from = '@nadir/problems';
  const { data, examples, noise } = task;
  if (data === 'points') return pointsText(task, seed, imports);
  const options = data === 'digits' ? { seed } : { examples, noise, seed };
  return `const { train, test } = ${imports.use(data, from)}(${literal(options)});`;
}

/** Points that were drawn, in the order in which they were. */
function pointsText(task: NetworkTask, seed: number, imports: Imports): string {
  const { points } = task.points;
  const { train } = dataOf(task, seed);
  const targets = points.map(([, , target]) => target);
  const answers =
    train.task === 'classification'
      ? `  task: 'classification',
  labels: Int32Array.of(${targets.join(', ')}),
  classCount: ${train.classCount},
  classNames: ${literal(train.classNames)},`
      : `  task: 'regression',
  targets: Float32Array.of(${targets.join(', ')}),`;
  return `const { train, test } = ${imports.use('split', '@nadir/problems')}({
  name: 'points',
  examples: ${points.length},
  featureCount: 2,
  featureNames: ['x', 'y'],
  features: Float32Array.of(${points.flatMap((point) => point.slice(0, 2)).join(', ')}),
${answers}
}, { seed: ${seed} });`;
}

/** The statements that make `inputs`, and standardise them by the training part. */
export function inputsText(task: NetworkTask, names: readonly string[]): string {
  const row =
    task.data === 'digits'
      ? 'return Array.from(features.subarray(64 * row, 64 * row + 64));'
      : `const [x, y] = features.subarray(2 * row, 2 * row + 2);
    return [${names.map((name) => inputTexts[name as InputName]).join(', ')}];`;
  return `// What the network is given of each example, with mean 0 and deviation 1 over the training part.
const [rows, testRows] = [train, test].map(({ examples, features }) =>
  Array.from({ length: examples }, (_, row) => {
    ${row}
  }),
);
const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i] / rows.length, 0));
const deviation = mean.map((m, i) => {
  const root = Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - m) ** 2 / rows.length, 0));
  return root > 1e-12 * Math.abs(m) ? root : 1;
});
const [inputs, testInputs] = [rows, testRows].map((all) =>
  all.map((row) => row.map((x, i) => (x - mean[i]) / deviation[i])),
);`;
}
