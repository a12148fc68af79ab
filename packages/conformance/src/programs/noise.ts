import { chain, Optimizer, RuleInterpreter } from '@nadir/core';
import { addNoise, scaleByLearningRate } from '@nadir/optim/transforms';
import { tensor, variable } from '@tensorflow/tfjs-core';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { numbers } from '../numbers.js';
import { gradientMap, read } from '../run.js';

/** Normal noise on gradients is the same everywhere, for each parameter its own. */
export const addsNoise: ProgramLaw = (it, { tolerance }) => {
  it('adds the noise of the interpreter to gradients', async () => {
    const rule = chain(addNoise({ eta: 0.3, seed: 5 }), scaleByLearningRate(1));
    const sizes = [129, 1000];
    const variables = sizes.map((size) => variable(tensor(numbers(size, 1))));
    const optimizer = new Optimizer(rule, variables);
    const run = new RuleInterpreter(
      rule,
      sizes.map((size) => ({ shape: [size], values: numbers(size, 1) })),
      'float32',
    );
    for (let k = 0; k < 3; k++) {
      const gradients = sizes.map((size) => numbers(size, 2, k));
      optimizer.applyGradients(gradientMap(variables, gradients));
      run.step(gradients, () => rule.defaults);
    }
    for (const [i, one] of variables.entries()) {
      const { param } = run.parameters[i] as (typeof run.parameters)[number];
      expectEqual(await read(one), param, `parameter ${i}`, tolerance);
    }
  });
};
