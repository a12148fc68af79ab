import type { StateDict } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { LBFGS, type LBFGSOptions } from '@nadir/optim';
import {
  dispose,
  log,
  memory,
  mul,
  neg,
  type Scalar,
  sub,
  sum,
  type Tensor,
  tensor,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import { expect } from '../expect.js';
import { expectEqual, expectNumber } from '../expect-equal.js';
import { expectRefused } from '../expect-refused.js';
import type { ProgramLaw } from '../law.js';
import { sizeOf } from '../numbers.js';
import { named, read } from '../run.js';
import { type LossName, losses } from './lbfgs-losses.js';
import { type RecordedSteps, recordedSteps } from './recorded-lbfgs.js';

/**
 * What PyTorch's float32 is within 1e-5 of its float64 for. Elsewhere steps depend on the last bits: the line
 * search compares losses that differ by their rounding.
 */
const stable = recordedSteps.filter(({ single }) => single < 1e-5);

const wolfe = { lineSearch: 'strongWolfe' } as const satisfies LBFGSOptions;

/** L-BFGS, whose vectors stay on the device while the host decides what to do with them. */
export const minimizesByCurvature: ProgramLaw = (it) => {
  for (const recorded of stable) {
    it(`L-BFGS stays near PyTorch: ${recorded.name}`, async () => {
      const run = startRun(recorded);
      for (const [k, step] of recorded.steps.entries()) {
        const loss = await run.optimizer.step(run.loss);
        const what = `after step ${k + 1}`;
        expectNumber(loss, step.loss, `loss before step ${k + 1}`, near);
        expectEqual(await all(run.variables), step.parameters, `parameters ${what}`, near);
      }
      run.optimizer.dispose();
    });
  }

  it('L-BFGS goes on bit for bit from a state dict after each step', async () => {
    const whole = startRun({ loss: 'rosenbrock', start: [-1.2, 1], options: few });
    const resumed = startRun({ loss: 'rosenbrock', start: [-1.2, 1], options: few });
    for (let k = 0; k < 6; k++) {
      expect(await resumed.optimizer.step(resumed.loss)).toBe(
        await whole.optimizer.step(whole.loss),
      );
      expectEqual(await all(resumed.variables), await all(whole.variables), `step ${k + 1}`);
      const state = resumed.optimizer.stateDict();
      const bytes = await encodeSafetensors(state.tensors, state.metadata);
      const saved = decodeSafetensors(bytes);
      resumed.optimizer.dispose();
      // Options come with the state.
      resumed.optimizer = new LBFGS(named(resumed.variables));
      resumed.optimizer.loadStateDict(saved);
      dispose([...tensorsOf(state), ...tensorsOf(saved)]);
    }
    const { iterations, evaluations } = whole.optimizer;
    expect(iterations).toBeGreaterThan(6);
    expect(resumed.optimizer).toMatchObject({ iterations, evaluations });
    for (const { optimizer } of [whole, resumed]) optimizer.dispose();
  });

  it('L-BFGS keeps no more tensors than its history has, and none after dispose()', async () => {
    const run = startRun({ loss: 'rosenbrock', start: [-1.2, 1], options: few });
    const { numTensors } = memory();
    for (let k = 0; k < 4; k++) await run.optimizer.step(run.loss);
    // The direction, the gradient, and s and y of the last three iterations.
    expect(memory().numTensors).toBe(numTensors + 8);
    run.optimizer.dispose();
    expect(memory().numTensors).toBe(numTensors);
  });

  it('L-BFGS changes nothing else that shares a buffer with a parameter', async () => {
    const run = startRun({ loss: 'rosenbrock', start: [-1.2, 1], options: wolfe });
    const [parameter] = run.variables as [Variable];
    const start = Float32Array.of(-1.2, 1);
    const [clone, array] = [parameter.clone(), await parameter.data()];
    await run.optimizer.step(run.loss);
    expectEqual(await read(clone), start, 'a clone');
    expectEqual(array, start, 'an array read before');
    expect(await all(run.variables)).not.toEqual(start);
    run.optimizer.dispose();
  });

  it('L-BFGS is where it was after a loss that is not finite, and after one that throws', async () => {
    const run = startRun({ loss: 'rosenbrock', start: [-1.2, 1], options: { maxIterations: 3 } });
    await run.optimizer.step(run.loss);
    const before = await all(run.variables);
    const state = run.optimizer.stateDict();
    let calls = 0;
    const failing = (how: (loss: Scalar) => Scalar) => () => {
      calls++;
      return calls % 3 === 0 ? how(run.loss()) : run.loss();
    };
    const nan = failing((loss) => mul(loss, Number.NaN));
    const refusal = ['NADIR_TENSOR', 'LBFGS.step', 'the loss NaN'] as const;
    await expectRefused(() => run.optimizer.step(nan), refusal);
    const broken = failing(() => {
      throw new Error('no data');
    });
    await expect(run.optimizer.step(broken)).rejects.toThrow('no data');

    expectEqual(await all(run.variables), before, 'parameters');
    const after = run.optimizer.stateDict();
    expect(after.metadata).toEqual(state.metadata);
    expect(Object.keys(after.tensors).sort()).toEqual(Object.keys(state.tensors).sort());
    for (const [name, one] of Object.entries(state.tensors)) {
      expectEqual(await read(after.tensors[name] as Tensor), await read(one), name);
    }
    run.optimizer.dispose();
  });

  it('L-BFGS goes back on its line from where a loss is not finite', async () => {
    // No number beyond x = 2; the first trial, with the gradient 1 − 4, leads to 1 + 30 / 3 · 3.
    const x = variable(tensor([1]));
    const optimizer = new LBFGS([x], { ...wolfe, learningRate: 30 });
    // −log(2 − x) − 4 x has its minimum where 1 / (2 − x) = 4.
    const loss = () => sum(sub(neg(log(sub(2, x))), mul(4, x))) as Scalar;
    for (let k = 0; k < 3; k++) await optimizer.step(loss);
    expectEqual(await read(x), [1.75], 'x', { relative: 1e-3, absolute: 0 });
    optimizer.dispose();
  });
};

const near = { relative: 1e-4, absolute: 1e-4 };

/** Few iterations in a step, so that state matters at each. */
const few: LBFGSOptions = { ...wolfe, maxIterations: 3, historySize: 3 };

function startRun({
  loss: name,
  start,
  options,
  learningRates,
}: Pick<RecordedSteps, 'start' | 'options' | 'learningRates'> & { readonly loss: LossName }) {
  const { shapes, ofTensors } = losses[name];
  const rest = [...start];
  const variables = shapes.map((shape) =>
    variable(tensor(rest.splice(0, sizeOf(shape)), [...shape])),
  );
  const rates = learningRates && { learningRate: (k: number) => learningRates[k] as number };
  const optimizer = new LBFGS(named(variables), { ...options, ...rates });
  return { variables, optimizer, loss: () => ofTensors(variables) };
}

/** All parameters, one after the other. */
async function all(variables: readonly Variable[]): Promise<number[]> {
  const values = await Promise.all(variables.map(read));
  return values.flatMap((one) => Array.from(one));
}

const tensorsOf = ({ tensors }: StateDict): Tensor[] => Object.values(tensors);
