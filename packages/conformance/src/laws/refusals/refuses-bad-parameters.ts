import { tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import { richest, shapesOf } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectRefused, expectRefusedUnchanged, type Refusal } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt } from '../../numbers.js';
import { makeVariables, startRun, step } from '../../run.js';

/** Parameters that cannot be moved are refused before anything is made. */
export const refusesBadParameters: Law = (it, entry) => {
  /** Gives parameters to the constructor, in a group, and to an optimizer that is at work. */
  const refuse = async (parameters: readonly unknown[], ...parts: string[]) => {
    const refusal: Refusal = ['NADIR_OPTION', entry.rule.name, ...parts];
    await expectRefused(() => entry.create(parameters as Variable[]), refusal);
    const group = { parameters: parameters as Variable[] };
    await expectRefused(() => entry.create([group]), refusal);
    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapesOf(entry)));
    await expectRefusedUnchanged(run, () => run.optimizer.addGroup(group), refusal);
  };

  it('refuses an empty list of parameters', () => refuse([], 'got no parameters'));

  it('refuses what is no variable', async () => {
    await refuse([tensor([1, 2])], 'expected a tf.Variable');
    await refuse([3], 'got 3 as a parameter');
    await refuse([null], 'got null as a parameter');
    await refuse([[1, 2]], 'expected a tf.Variable');
    await refuse([['w', tensor([1])]], 'expected a tf.Variable');
  });

  it('refuses a variable of another dtype', () =>
    refuse([variable(tensor([1, 2], [2], 'int32'))], 'int32'));

  it('refuses a variable that is disposed of', async () => {
    const [one] = makeVariables([[2, 2]]) as [Variable];
    one.dispose();
    await refuse([one], 'disposed', one.name);
  });

  it('refuses a variable or a name that occurs twice', async () => {
    const [a, b] = makeVariables([
      [2, 2],
      [2, 2],
    ]) as [Variable, Variable];
    await refuse([a, b, a], a.name, 'twice');
    await refuse(
      [
        ['w', a],
        ['w', b],
      ],
      '"w" twice',
    );
    await refuse(
      [
        ['v', a],
        ['w', a],
      ],
      'twice',
    );
  });

  it('refuses a variable in two groups', async () => {
    const [a, b] = makeVariables([
      [2, 2],
      [2, 2],
    ]) as [Variable, Variable];
    const groups = [{ parameters: [a] }, { parameters: [b, a] }];
    await expectRefused(() => entry.create(groups), ['NADIR_OPTION', a.name, 'twice']);

    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapesOf(entry)));
    const again = { parameters: [a, run.variables[0] as Variable] };
    const refusal: Refusal = ['NADIR_OPTION', 'twice'];
    await expectRefusedUnchanged(run, () => run.optimizer.addGroup(again), refusal);
    // What stood before the one refused is in no group either.
    run.optimizer.addGroup({ parameters: [a] });
    expect(run.optimizer.groups.length).toBe(2);
  });

  it('refuses groups among which is something else', async () => {
    const [a, b] = makeVariables([
      [2, 2],
      [2, 2],
    ]) as [Variable, Variable];
    const mixed = [{ parameters: [a] }, b] as never;
    await expectRefused(() => entry.create(mixed), ['NADIR_OPTION', 'among groups']);
    await expectRefused(() => entry.create(3 as never), ['NADIR_OPTION', 'got 3']);
    const twice = () => entry.create({ learningRate: 0.1 }, { learningRate: 0.1 });
    await expectRefused(twice, ['NADIR_OPTION', 'options twice']);
  });
};
