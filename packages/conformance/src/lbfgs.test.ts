import { LBFGSInterpreter } from '@nadir/optim';
import { describe, expect, it } from 'vitest';
import { expectEqual, expectNumber } from './expect-equal.js';
import { losses } from './programs/lbfgs-losses.js';
import { recordedSteps } from './programs/recorded-lbfgs.js';

const tolerance = { relative: 1e-9, absolute: 1e-9 };

describe('LBFGS in float64', () => {
  for (const { name, loss, start, options, learningRates, steps } of recordedSteps) {
    it(`equals PyTorch: ${name}`, async () => {
      const rates = learningRates && { learningRate: (k: number) => learningRates[k] };
      const run = new LBFGSInterpreter(start, losses[loss].ofNumbers, { ...options, ...rates });
      for (const [k, step] of steps.entries()) {
        expectNumber(await run.step(), step.loss, `loss of step ${k + 1}`, tolerance);
        expectEqual(run.parameters, step.parameters, `parameters after step ${k + 1}`, tolerance);
        const { iterations, evaluations } = run;
        expect({ iterations, evaluations }).toEqual({
          iterations: step.iterations,
          evaluations: step.evaluations,
        });
      }
    });
  }
});
