import { throwError } from '@nadir/optim';
import {
  fill,
  type NamedTensorMap,
  tensor,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import { richest, shapesOf } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectRefusedUnchanged, type Refusal } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt, otherShape, sizeOf } from '../../numbers.js';
import {
  applyAndSettle,
  gradientMap,
  makeVariables,
  snapshotOf,
  startRun,
  step,
} from '../../run.js';
import { startedRuns } from './started-runs.js';

type Change = (all: NamedTensorMap, variables: readonly Variable[]) => NamedTensorMap;

/** One bad gradient stops the whole step, also for the parameters before it. */
export const refusesBadGradients: Law = (it, entry) => {
  const shapes = shapesOf(entry);

  /** Gives changed gradients to an optimizer that is at work and to a new one, which has no state yet. */
  const begin = async () => {
    const started = await startedRuns(entry, [2, 0]);
    return async (change: Change, ...parts: string[]) => {
      const refusal: Refusal = ['NADIR_TENSOR', ...parts];
      for (const { run, refuse } of started) {
        const all = change(gradientMap(run.variables, gradientsAt(2, shapes)), run.variables);
        const apply = () => run.optimizer.applyGradients(all);
        await refuse(apply, [...refusal, `${entry.rule.name}.step`]);
        const list = Object.entries(all).map(([name, one]) => ({ name, tensor: one }));
        await refuse(() => run.optimizer.applyGradients(list), refusal);
      }
    };
  };

  it('refuses a gradient of another shape', async () => {
    const refuse = await begin();
    const withShape =
      (i: number, shape: number[]): Change =>
      (all, variables) => ({
        ...all,
        [(variables[i] as Variable).name]: tensor(new Float32Array(sizeOf(shape)), shape),
      });
    for (const [i, shape] of shapes.entries()) {
      const other = otherShape(shape);
      await refuse(withShape(i, other), `got a gradient [${other}] for "p${i}" [${shape}]`);
      await refuse(withShape(i, [1, ...shape]), `"p${i}"`);
    }
    await refuse(withShape(0, [3, 4]), 'got a gradient [3,4] for "p0" [4,3]');
    await refuse(withShape(0, [12]), '"p0"');
  });

  it('refuses a gradient of another dtype', async () => {
    const refuse = await begin();
    const whole = zeros([...(shapes[1] as number[])], 'int32');
    await refuse(
      (all, variables) => ({ ...all, [(variables[1] as Variable).name]: whole }),
      'dtype int32 for "p1"',
    );
  });

  it('refuses a gradient for a stranger', async () => {
    const refuse = await begin();
    const [stranger] = makeVariables([[2]]) as [Variable];
    await refuse((all) => ({ ...all, [stranger.name]: tensor([1, 2]) }), `"${stranger.name}"`);
    await refuse((all) => ({ ...all, nobody: tensor([1, 2]) }), '"nobody"');
    // State has this name, but gradients come by the names of variables.
    await refuse((all) => ({ ...all, p0: tensor([1, 2]) }), '"p0"');
  });

  it('refuses a gradient that is disposed of', async () => {
    const refuse = await begin();
    await refuse((all, variables) => {
      all[(variables[1] as Variable).name]?.dispose();
      return all;
    }, '"p1"');
  });

  it('refuses a gradient that is no tensor', async () => {
    const refuse = await begin();
    const replace =
      (value: unknown): Change =>
      (all, variables) => ({ ...all, [(variables[1] as Variable).name]: value as never });
    await refuse(replace([1, 2, 3, 4, 5]), '"p1"');
    await refuse(replace(1), '"p1"');
  });

  it('refuses a gradient for a variable that is disposed of', async () => {
    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapes));
    const all = gradientMap(run.variables, gradientsAt(1, shapes));
    const [first, second, third] = run.variables as [Variable, Variable, Variable];
    second.dispose();
    const rest = { variables: [first], optimizer: run.optimizer };
    await expectRefusedUnchanged(rest, () => run.optimizer.applyGradients(all), [
      'NADIR_TENSOR',
      'disposed variable "p1"',
    ]);
    // The others go on.
    delete all[second.name];
    run.optimizer.applyGradients(all);
    expect((await snapshotOf({ ...run, variables: [first, third] })).steps).toEqual({
      p0: 2,
      p1: 1,
      p2: 2,
    });
  });

  it('refuses two gradients for one parameter', async () => {
    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapes));
    const all = gradientMap(run.variables, gradientsAt(1, shapes));
    const list = Object.entries(all).map(([name, one]) => ({ name, tensor: one }));
    const twice = () => run.optimizer.applyGradients([...list, list[0] as (typeof list)[0]]);
    await expectRefusedUnchanged(run, twice, ['NADIR_TENSOR', '"p0"']);
  });

  it('takes in no variable at a step that it refuses', async () => {
    const variables = makeVariables(shapes);
    const whole = variable(tensor([1, 2], [2], 'int32'));
    const optimizer = entry.create(undefined, { ...richest(entry), nonFinite: throwError });
    const run = { variables, optimizer };
    const good = gradientMap(variables, gradientsAt(0, shapes));
    const [, second] = variables as [Variable, Variable];
    const bad: readonly (readonly [NamedTensorMap, code: string, part: string])[] = [
      [{ ...good, [second.name]: tensor([1, 2]) }, 'NADIR_TENSOR', second.name],
      [{ ...good, nobody: tensor([1, 2]) }, 'NADIR_TENSOR', '"nobody"'],
      [{ ...good, [whole.name]: tensor([1, 2]) }, 'NADIR_OPTION', whole.name],
      [{ ...good, [second.name]: fill(second.shape, Number.NaN) }, 'NADIR_TENSOR', second.name],
    ];
    for (const [all, code, part] of bad) {
      await expectRefusedUnchanged(run, () => applyAndSettle(run, all), [code, part]);
      expect(optimizer.groups[0]?.parameters).toEqual([]);
    }
    await applyAndSettle(run, good);
    expect(optimizer.groups[0]?.parameters).toEqual(variables.map(({ name }) => name));
  });
};
