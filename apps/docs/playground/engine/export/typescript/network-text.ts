import {
  hasCurvature,
  isAveraged,
  needsClasses,
  stepsBetweenEstimates,
} from '@nadir/cli/training/further-updates';
import { ruleOf } from '@nadir/cli/training/optimizers';
import { RandomStreams } from '@nadir/core';
import type { Contender } from '../../../state/contender.js';
import type { ActivationName, NetworkTask } from '../../../state/task.js';
import type { Material } from '../../course/material.js';
import { batches } from '../../course/network-course.js';
import { dropoutsOf, slopeBefore } from '../../training/network.js';
import type { Imports } from '../literal.js';

const from = '@nadir/nn';

const activationTexts: Readonly<Record<ActivationName, string | undefined>> = {
  relu: 'ReLU',
  tanh: 'Tanh',
  gelu: 'GELU',
  sigmoid: 'Sigmoid',
  linear: undefined,
};

/** The statements that make `model`, and the stream of the order of examples. */
export function modelText(
  task: NetworkTask,
  contender: Contender,
  widths: readonly number[],
  seed: number,
  imports: Imports,
): string {
  const linear = imports.use('Linear', from);
  const sequential = imports.use('Sequential', from);
  const streams = imports.use('RandomStreams', '@nadir/core');
  const slope = slopeBefore[task.activation];
  const maps = widths.slice(1).map((width, i) => {
    const isHidden = i < widths.length - 2;
    const gain =
      isHidden && slope !== undefined
        ? `initial: ${imports.use('kaimingUniform', from)}(${slope}), `
        : '';
    return `const linear${i + 1} = new ${linear}(${widths[i]}, ${width}, { ${gain}random });`;
  });
  const dropouts = dropoutsOf(task, contender);
  const layers = maps.flatMap((_, i) => [
    `linear${i + 1}`,
    ...(i < maps.length - 1
      ? behind(task, widths[i + 1] as number, dropouts[i] as number, imports)
      : []),
  ]);
  return `// Weights, the order of examples and masks have a stream of random numbers each, in this order.
const random = new ${streams}(${seed});
${maps.join('\n')}
const { key, stream } = random.next();
${hasCurvature(ruleOf(contender.optimizer)) ? 'const draws = random.next();' : 'random.next(); // What an optimizer draws, if it draws.'}
const model = new ${sequential}(
  ${layers.join(',\n  ')},
);`;
}

/** What follows the linear map of a hidden layer. */
function behind(
  { norm, activation }: NetworkTask,
  width: number,
  dropout: number,
  imports: Imports,
): string[] {
  const make = (name: string, ...given: readonly (number | string)[]) =>
    `new ${imports.use(name, from)}(${given.join(', ')})`;
  const active = activationTexts[activation];
  return [
    ...(norm === 'none' ? [] : [make(norm === 'batch' ? 'BatchNorm' : 'LayerNorm', width)]),
    ...(active === undefined ? [] : [make(active)]),
    ...(dropout > 0 ? [make('Dropout', dropout, '{ random }')] : []),
  ];
}

/** The statements that take the steps of a race and print their losses. */
export function loopText(
  task: NetworkTask,
  contender: Contender,
  { train, objective }: Material,
  steps: number,
  imports: Imports,
): string {
  const threefry = imports.use('threefry', '@nadir/core');
  const count = train.targets.length;
  const { size, perEpoch } = batches(count, task, new RandomStreams(0).next());
  const isClassification = objective.outputs > 1;
  const answers = isClassification
    ? "const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), 'int32');"
    : 'const wanted = tf.tensor2d(rows.map((row) => [targets[row]]));';
  const loss = imports.use(isClassification ? 'crossEntropy' : 'meanSquaredError', from);
  const averages = contender.average !== 'none';
  const first = contender.averageFrom;
  const update = first > 0 ? `if (step >= ${first}) average.update();` : 'average.update();';
  return `let order = [0];
for (let step = 0; step < ${steps}; step++) {
  const index = step % ${perEpoch};
  if (index === 0) {
    // Every example once, in an order of its own for each epoch.
    order = Array.from({ length: ${count} }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const [bits] = ${threefry}(key, stream, i, 1 + step / ${perEpoch});
      const j = Math.floor((bits / 2 ** 32) * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  }
  tf.tidy(() => {
    const rows = order.slice(index * ${size}, (index + 1) * ${size});
    const x = tf.tensor2d(rows.map((row) => inputs[row]));
    ${answers}
    const loss = optimizer.step(() => ${loss}(model.forward(x), wanted));
    console.log(\`step \${step + 1} loss \${loss.dataSync()[0]}\`);${
      hasCurvature(ruleOf(contender.optimizer))
        ? indent(curvatureText(contender, loss, size, imports), 4)
        : ''
    }${averages ? `\n    ${update}` : ''}
  });
}`;
}

/** The statements that tell an optimizer of the curvature now and then. */
function curvatureText(
  { optimizer }: Contender,
  loss: string,
  size: number,
  imports: Imports,
): string {
  const draw = '{ ...draws, step }';
  const gradients = (of: string) => `tf.variableGrads(() => ${of}, model.parameters()).grads`;
  const sampled = () => `${imports.use('sampledCrossEntropy', from)}(model.forward(x), ${draw})`;
  const update = needsClasses(ruleOf(optimizer))
    ? `${imports.use('applyUpdate', '@nadir/optim')}(optimizer, 'gaussNewton', ${gradients(`tf.mul(Math.sqrt(rows.length / ${size}), ${sampled()})`)});`
    : `const gradients = () => ${gradients(`${loss}(model.forward(x), wanted)`)};
  ${imports.use('applyUpdate', '@nadir/optim')}(optimizer, 'hessian', ${imports.use('hutchinson', '@nadir/optim')}({ variables: model.parameters(), gradients, draw: ${draw} }));`;
  return `
if (step % ${stepsBetweenEstimates} === 0) {
  model.eval();
  ${update}
  model.train();
}`;
}

const indent = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`);

/** The statements that print how good the model is on the test part. */
export function resultText(
  contender: Contender,
  isClassification: boolean,
  imports: Imports,
): string {
  const loss = imports.use(isClassification ? 'crossEntropy' : 'meanSquaredError', from);
  const wanted = isClassification
    ? "tf.tensor1d(test.labels, 'int32')"
    : 'tf.tensor2d(Array.from(test.targets, (y) => [(y - centre) / spread]))';
  const evaluate = `tf.tidy(() => ${loss}(model.forward(tf.tensor2d(testInputs)), ${wanted}).dataSync()[0])`;
  return `${isAveraged(ruleOf(contender.optimizer)) ? `${imports.use('applyUpdate', '@nadir/optim')}(optimizer, 'toAverage');\n` : ''}model.eval();
const testLoss = ${contender.average === 'none' ? evaluate : `average.use(() => ${evaluate})`};
console.log(\`loss on the test part \${testLoss}\`);`;
}
