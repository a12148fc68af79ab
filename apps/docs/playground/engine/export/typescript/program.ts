import type { Contender } from '../../../state/contender.js';
import type { PlaygroundState } from '../../../state/state.js';
import type { NetworkTask, SurfaceTask } from '../../../state/task.js';
import { dataOf } from '../../course/data.js';
import { materialOf } from '../../course/material.js';
import { groundOf } from '../../course/surface.js';
import { Imports, literal } from '../literal.js';
import { dataText, inputsText } from './data-text.js';
import { formulaText } from './formula-text.js';
import { loopText, modelText, resultText } from './network-text.js';
import { optimizerText } from './optimizer-text.js';

/**
 * A contender of the first seed as a program: TypeScript that is JavaScript as well, so that every Node.js runs it as it is. On one
 * backend its losses are those of the playground, to the last bit.
 *
 * @throws {@link TooFewPoints} where there is nothing to learn from.
 */
export function typescriptProgram(state: PlaygroundState, position: number): string | undefined {
  const contender = state.contenders[position];
  if (contender === undefined) return undefined;
  const { task } = state;
  if (task.kind === 'network') return networkProgram(state, task, contender);
  return surfaceProgram(state, task, contender);
}

function networkProgram(
  { race }: PlaygroundState,
  task: NetworkTask,
  contender: Contender,
): string {
  const imports = new Imports();
  const material = materialOf(task, dataOf(task, race.seed));
  const { widths, objective, inputs } = material;
  const isClassification = objective.outputs > 1;
  const norms = task.norm === 'none' ? 0 : 2;
  const shapes = widths
    .slice(1)
    .flatMap((width, i) => [
      [widths[i] as number, width],
      ...Array.from({ length: 1 + norms }, () => [width]),
    ]);
  const optimizer = optimizerText(
    {
      ...{ contender, shapes, include: 'weights', parameters: 'model' },
      ...{ steps: race.steps, batch: Math.min(task.batch, material.train.targets.length) },
    },
    imports,
  );
  const parts = [
    dataText(task, race.seed, imports),
    inputsText(task, inputs),
    ...(isClassification ? [] : [targetsText]),
    modelText(task, contender, widths, race.seed, imports),
    `const optimizer = ${optimizer};`,
    ...averageText(contender, task.norm === 'batch', imports),
    loopText(task, contender, material, race.steps, imports),
    resultText(contender, isClassification, imports),
  ];
  return program(parts, imports);
}

const targetsText = `// Numbers to predict, with mean 0 and deviation 1 over the training part.
const centre = train.targets.reduce((sum, y) => sum + y / train.examples, 0);
const spread = Math.sqrt(
  train.targets.reduce((sum, y) => sum + (y - centre) ** 2 / train.examples, 0),
);
const targets = Array.from(train.targets, (y) => (y - centre) / spread);`;

function averageText(
  { average, averageDecay }: Contender,
  hasBuffers: boolean,
  imports: Imports,
): string[] {
  if (average === 'none') return [];
  const name = imports.use('WeightAverage', '@nadir/optim/averages');
  const options = average === 'swa' ? "{ kind: 'swa' }" : `{ kind: 'ema', decay: ${averageDecay} }`;
  const parameters = hasBuffers ? '[...model.namedParameters(), ...model.namedBuffers()]' : 'model';
  return [`const average = new ${name}(${parameters}, ${options});`];
}

function surfaceProgram(
  { race }: PlaygroundState,
  task: SurfaceTask,
  contender: Contender,
): string {
  const imports = new Imports();
  const { start, floor } = groundOf(task);
  const { surface, value, gradient } = surfaceText(task, imports);
  const optimizer = optimizerText(
    {
      ...{ contender, shapes: [[2]], include: 'all', parameters: '[place]' },
      ...{ steps: race.steps, batch: 1 },
    },
    imports,
  );
  const noise = task.gradientNoise;
  // Heights are measured from the lowest that is known.
  const height = floor === 0 ? value : `${value} - ${literal(floor)}`;
  const slope =
    noise === 0
      ? `tf.tensor1d(${gradient})`
      : `tf.add(
      tf.tensor1d(${gradient}),
      ${imports.use('randomNormal', '@nadir/core')}([2], { key: ${race.seed}, stream: 1, step }, 0, ${noise}),
    )`;
  const parts = [
    surface,
    `const place = tf.variable(tf.tensor1d(${literal(start)}));
const optimizer = ${optimizer};`,
    `for (let step = 0; step < ${race.steps}; step++) {
  tf.tidy(() => {
    const at = Array.from(place.dataSync());
    console.log(\`step \${step + 1} value \${${height}} at \${at}\`);
    optimizer.applyGradients({ [place.name]: ${slope} });
  });
}`,
  ];
  return program(parts, imports);
}

/** What makes a surface, and its value and gradient `at` a place. */
function surfaceText(task: SurfaceTask, imports: Imports) {
  if (task.surface === 'formula') {
    return {
      surface: formulaText(task.formula),
      ...{ value: 'surface(at).value', gradient: 'surface(at).gradient' },
    };
  }
  const make = imports.use(task.surface, '@nadir/problems');
  const options = task.surface === 'quadratic' ? literal({ conditionNumber: task.condition }) : '';
  return {
    surface: `const surface = ${make}(${options});`,
    ...{ value: 'surface.value(at)', gradient: 'surface.gradient(at)' },
  };
}

/** The whole text, imports first. */
function program(parts: readonly string[], imports: Imports): string {
  const register = imports.use('register', '@nadir/backend-cpu');
  const packages = [...new Set(imports.packages)].sort().join(' ');
  return `// npm install @tensorflow/tfjs ${packages}
${imports.text}
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
${register}();

${parts.join('\n\n')}
`;
}
