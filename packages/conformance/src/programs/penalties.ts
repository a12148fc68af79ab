import {
  chain,
  defineTransform,
  mul,
  Optimizer,
  type OptimizerOptions,
  type Regularizer,
  RuleInterpreter,
  sub,
  type Transform,
} from '@nadir/core';
import type { Units } from '@nadir/core/internal';
import {
  box,
  groupLasso,
  halfspace,
  hyperplane,
  l0,
  l1Ball,
  l1Sphere,
  l2Ball,
  l2Sphere,
  maxNorm,
  minMaxNorm,
  nuclearNorm,
  orthogonal,
  orthogonalDirections,
  renorm,
  simplex,
  spectral,
  srip,
  unitNorm,
} from '@nadir/optim/regularizers';
import { addPenaltyGradient, proximalStep } from '@nadir/optim/transforms';
import type { Variable } from '@tensorflow/tfjs-core';
import type { EntryOptions } from '../catalogue/entry.js';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { numbers, sizeOf } from '../numbers.js';
import { makeVariables, named, read, step } from '../run.js';

const descend = defineTransform({
  name: 'Descend',
  defaults: { learningRate: 0.5 },
  scalars: ({ learningRate }) => ({ learningRate }),
  update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
});

type Shapes = readonly number[][];

const shapes: Shapes = [
  [7, 5],
  [3, 3, 2, 4],
  [3, 8],
];

/** A high matrix, a wide one and a kernel, whose products have one shape: a device compiles for each shape. */
const matrices: Shapes = [
  [7, 5],
  [5, 7],
  [1, 7, 1, 5],
];

const unitGradients: readonly Regularizer<'gradient'>[] = [
  groupLasso(0.5),
  groupLasso(0.5, { units: 'input', l1: 0.25 }),
  groupLasso(0.5, { units: 'tensor' }),
];

/** A root of a matrix, norms of rows, and a power iteration. */
const someMatrixGradients: readonly Regularizer<'gradient'>[] = [
  nuclearNorm(0.5),
  orthogonalDirections(0.5, { units: 'input' }),
  srip(0.5),
];

/** What does as these do, with other operations of TensorFlow.js. */
const otherMatrixGradients: readonly Regularizer<'gradient'>[] = [
  orthogonal(0.5),
  orthogonalDirections(0.5),
  spectral(0.5),
];

const unitProximals: readonly Regularizer<'proximal'>[] = [
  l0(0.25),
  groupLasso(0.5),
  groupLasso(0.5, { units: 'input', l1: 0.25 }),
];

const matrixProximals: readonly Regularizer<'proximal'>[] = [nuclearNorm(1), nuclearNorm(100)];

const constraintsOn = (units: Units): readonly Regularizer<'proximal'>[] => [
  maxNorm(0.5, { units }),
  minMaxNorm({ minValue: 2, maxValue: 3, rate: 0.5, units }),
  unitNorm({ units }),
  renorm(0.5, { units }),
  l1Ball(0.75, { units }),
  l1Sphere(2, { units }),
  l2Ball(0.5, { units }),
  l2Sphere(0.5, { units }),
  simplex(1.5, { units }),
];

/** What penalties and constraints do with units and matrices is what the interpreter says of it. */
export const penalizesAsInterpreted: ProgramLaw = (it, { isSample }) => {
  it('gradients of penalties on units and matrices', async () => {
    const expectSame = (regularizer: Regularizer<'gradient'>, of: Shapes) =>
      expectSameStep(chain(addPenaltyGradient(regularizer), descend), { regularizer }, of);
    for (const regularizer of unitGradients) await expectSame(regularizer, shapes);
    const others = isSample ? [] : otherMatrixGradients;
    for (const regularizer of [...someMatrixGradients, ...others]) {
      await expectSame(regularizer, matrices);
    }
  });

  it('proximal steps of penalties', async () => {
    const expectSame = (proximal: Regularizer<'proximal'>, of: Shapes) =>
      expectSameStep(chain(descend, proximalStep(proximal)), { proximal }, of);
    for (const proximal of unitProximals) await expectSame(proximal, shapes);
    for (const proximal of matrixProximals) await expectSame(proximal, matrices);
  });

  it('projections onto the sets of constraints', async () => {
    // All of them find their units in the same way.
    const others = (['input', 'tensor'] as const).flatMap((units) =>
      isSample ? [simplex(1.5, { units })] : constraintsOn(units),
    );
    for (const proximal of [box(-0.25, 0.5), ...constraintsOn('output'), ...others]) {
      await expectSameStep(chain(descend, proximalStep(proximal)), { proximal });
    }
    const normal = [1, -2, 0.5, 3, 1, 0.25, -1];
    for (const proximal of [halfspace(normal, 0.5), hyperplane(normal, 0.5)]) {
      await expectSameStep(chain(descend, proximalStep(proximal)), { proximal }, [[7, 5]]);
    }
  });
};

/** Fails unless one step on the backend is that of the interpreter. */
async function expectSameStep(
  rule: Transform,
  options: OptimizerOptions,
  of: Shapes = shapes,
): Promise<void> {
  const variables = makeVariables(of);
  const optimizer = new Optimizer(descend, named(variables), options as EntryOptions);
  const grads = of.map((shape) => new Float32Array(sizeOf(shape)));
  step({ variables, optimizer }, grads);
  const parameters = of.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) }));
  const reference = new RuleInterpreter(rule, parameters, 'float32');
  reference.step(grads, () => ({ learningRate: 0.5 }));
  for (const [i, { param }] of reference.parameters.entries()) {
    const given = await read(variables[i] as Variable);
    expectEqual(given, param, `${rule.name} of [${of[i]}]`, { relative: 1e-4, absolute: 2e-6 });
  }
  optimizer.dispose();
  for (const one of variables) one.dispose();
}
