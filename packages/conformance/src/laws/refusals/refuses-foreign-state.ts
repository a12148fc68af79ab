import type { StateDict } from '@nadir/core';
import { richest, shapesOf } from '../../catalogue/entry.js';
import { type Refusal, refuserOf } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt, otherShape } from '../../numbers.js';
import { makeVariables, named, type Run, startRun, step } from '../../run.js';
import { descriptionOf, edited, savedBy, slotsOf, weightsSavedBy } from './saved-state.js';
import { stateRefuser } from './started-runs.js';

type Shape = readonly number[];

/** State of another rule, of other groups, parameters or options is refused before anything changes. */
export const refusesForeignState: Law = (it, entry) => {
  const { name } = entry.rule;
  const set = richest(entry);
  const shapes = shapesOf(entry) as readonly [Shape, Shape, Shape];
  const wrong = (...parts: string[]): Refusal => ['NADIR_STATE', name, ...parts];

  /** State after one step of a model with parameters of these shapes, named `p<from>` and so on. */
  const stateOf = (own: readonly Shape[], from = 0): StateDict => {
    const variables = makeVariables(own);
    const run: Run = { variables, optimizer: entry.create(named(variables, from), set) };
    step(run, gradientsAt(0, own));
    return run.optimizer.stateDict();
  };

  it('refuses the state of another rule', async () => {
    const refuse = await stateRefuser(entry);
    const foreign = edited(savedBy(entry, set), { rule: 'Nothing' });
    await refuse(foreign, wrong(`got the state of Nothing, expected that of ${name}`));
  });

  it('refuses the state of other groups', async () => {
    const variables = makeVariables(shapes);
    const [p0, p1, p2] = named(variables) as [never, never, never];
    const groups = [{ parameters: [p0, p1] }, { parameters: [p2] }];
    const run: Run = { variables, optimizer: entry.create(groups, set) };
    step(run, gradientsAt(0, shapes));
    const ofTwo = run.optimizer.stateDict();
    const refuse = await stateRefuser(entry);
    await refuse(ofTwo, wrong('got a group of "p0", "p1"', 'groups of the same parameters'));

    const refuseInTwo = await refuserOf(run);
    const ofOne = savedBy(entry, set);
    const refusal = wrong('got a group of "p0", "p1", "p2"');
    await refuseInTwo(() => run.optimizer.loadStateDict(ofOne), refusal);
    const weights = await weightsSavedBy(entry, set);
    await refuseInTwo(() => run.optimizer.setWeights(weights), refusal);
  });

  it('refuses the state of other parameters', async () => {
    const refuse = await stateRefuser(entry);
    const [first, second, third] = shapes;
    const here = `expected state for "p0" [${first}], "p1" [${second}], "p2" [${third}]`;
    const fewer = wrong(
      `got state for "p7" [${first}], "p8" [${second}] and nothing for "p0"`,
      here,
    );
    await refuse(stateOf([first, second], 7), fewer);
    await refuse(stateOf(shapes, 1), wrong('got state for "p3"', 'nothing for "p0"', here));
    await refuse(stateOf([first, second]), wrong(`got nothing for "p2" [${third}]`, here));
    await refuse(stateOf([...shapes, [2, 2]]), wrong('got state for "p3" [2,2]', here));
  });

  it('refuses the state of parameters of other shapes', async () => {
    const refuse = await stateRefuser(entry);
    for (const [i, shape] of shapes.entries()) {
      const other = otherShape(shape);
      const own = shapes.map((one, k) => (k === i ? other : one));
      const shown = `got state of shape [${other}] for "p${i}", expected [${shape}]`;
      await refuse(stateOf(own), wrong(shown));
      // None of these names is known, and the shapes do not fit in order.
      await refuse(stateOf(own, 7), wrong(`"p${7 + i}" [${other}]`, `"p${i}" [${shape}]`));
    }
  });

  it('refuses the state of other options', async () => {
    const refuse = await stateRefuser(entry);
    const all = entry.optionSets.map((one) => savedBy(entry, one));
    const slots = (state: StateDict) => slotsOf(state, 'p0').join();
    for (const saved of all) {
      // What is loaded brings its options along, so only slots that they do not have are wrong.
      const other = all.find((one) => slots(one) !== slots(saved));
      if (other === undefined) continue;
      const { groups } = descriptionOf(saved);
      const [group] = descriptionOf(other).groups;
      const mixed = groups.map((one) => ({ ...one, options: group?.options }));
      await refuse(edited(saved, { groups: mixed }), wrong('got the slots ', ' for "p'));
    }
  });

  it('refuses weights that are none of its own', async () => {
    const weights = await weightsSavedBy(entry, set);
    const run = startRun(entry, set);
    step(run, gradientsAt(0, shapes));
    const refuse = await refuserOf(run);
    const refuseWeights = (changed: typeof weights, ...parts: string[]) =>
      refuse(() => run.optimizer.setWeights(changed), wrong('setWeights: got ', ...parts));
    await refuseWeights([], 'nothing, nothing first, expected iter, description');
    await refuseWeights(weights.slice(1), 'expected iter, description');
    const [slot] = weights.filter((one) => one.name.startsWith('p1/'));
    if (slot === undefined) return;
    const others = weights.filter((one) => one !== slot);
    await refuseWeights(others, 'the slots ', 'for "p1"');
    await refuseWeights([...others, { ...slot, name: slot.name.replace('p1', 'q1') }], '"q1/');
    await refuseWeights([...weights, slot], `the weight "${slot.name}" twice`);
  });
};
