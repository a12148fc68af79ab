import type { StateDict } from '@nadir/core';
import type { NamedTensor } from '@nadir/core/internal';
import { cast, reshape, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { richest, shapesOf } from '../../catalogue/entry.js';
import { type Refusal, refuserOf } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt, otherShape } from '../../numbers.js';
import { makeVariables, named, type Run, startRun, step } from '../../run.js';
import {
  descriptionOf,
  edited,
  editedGroups,
  savedBy,
  slotsOf,
  weightsSavedBy,
} from './saved-state.js';
import { startedRuns } from './started-runs.js';

/** State of something else, or state that was tampered with, is refused before anything changes. */
export const refusesBadState: Law = (entry) => {
  const set = richest(entry);
  const shapes = shapesOf(entry);
  const wrong = (...parts: string[]): Refusal => ['NADIR_STATE', entry.rule.name, ...parts];

  /** State to change, and what loads it into an optimizer that is at work and into a new one. */
  const begin = async () => {
    const started = await startedRuns(entry, [3, 0]);
    const refuse = async (state: StateDict, refusal: Refusal) => {
      for (const { run, refuse: expectRefused } of started) {
        await expectRefused(() => run.optimizer.loadStateDict(state), refusal);
      }
    };
    return { saved: savedBy(entry, set), refuse };
  };

  it('refuses the state of another rule', async () => {
    const { saved, refuse } = await begin();
    const expected = `expected that of ${entry.rule.name}`;
    await refuse(edited(saved, { rule: 'Nothing' }), wrong('got the state of Nothing', expected));
  });

  it('refuses the state of another number of groups', async () => {
    const { saved, refuse } = await begin();
    const variables = makeVariables(shapes);
    const [p0, p1, p2] = named(variables) as [never, never, never];
    const groups = [{ parameters: [p0, p1] }, { parameters: [p2] }];
    const run: Run = { variables, optimizer: entry.create(groups, set) };
    step(run, gradientsAt(0, shapes));
    await refuse(run.optimizer.stateDict(), wrong('got 2 groups, expected 1'));

    const refuseInto = await refuserOf(run);
    await refuseInto(() => run.optimizer.loadStateDict(saved), wrong('got 1 groups, expected 2'));
    const weights = await weightsSavedBy(entry, set);
    await refuseInto(() => run.optimizer.setWeights(weights), wrong('groups'));
  });

  it('refuses the state of another model', async () => {
    const { saved, refuse } = await begin();
    const other = (own: readonly (readonly number[])[], from: number) => {
      const variables = makeVariables(own);
      const run = { variables, optimizer: entry.create(named(variables, from), set) };
      step(run, gradientsAt(0, own));
      return run.optimizer.stateDict();
    };
    // Other names, and another number of them.
    const [first, second, third] = shapes as [number[], number[], number[]];
    await refuse(other([first, second], 7), wrong('"p7"'));
    // One of the names is known.
    await refuse(other(shapes, 1), wrong('"p3"'));
    await refuse(other([...shapes, [2, 2]], 0), wrong('"p3"'));
    const isWhole = ([name, { shape }]: [string, Tensor]) =>
      name.startsWith('p1/') && shape.join() === second.join();
    if (!Object.entries(saved.tensors).some(isWhole)) return;
    // The same names with other shapes, and other names with other shapes.
    await refuse(other([[3, 4], second, third], 0), wrong('"p0/'));
    await refuse(other([first, second, otherShape(third)], 0), wrong('"p2/'));
    await refuse(other([first, otherShape(second), third], 7), wrong('"p1/', 'expected float32 ['));
  });

  it('refuses the state of other options', async () => {
    const { refuse } = await begin();
    const all = entry.optionSets.map((one) => savedBy(entry, one));
    const slots = (state: StateDict) => slotsOf(state, 'p0').join();
    for (const saved of all) {
      // What is loaded brings its options along, so only slots that they do not have are wrong.
      const other = all.find((one) => slots(one) !== slots(saved));
      if (other === undefined) continue;
      const [{ options }] = descriptionOf(other).groups as unknown as [{ options: unknown }];
      await refuse(
        editedGroups(saved, () => ({ options })),
        wrong('slots'),
      );
    }
  });

  it('refuses metadata that were tampered with', async () => {
    const { saved, refuse } = await begin();
    const { tensors } = saved;
    for (const optimizer of ['{', 'null', '[]', '{}']) {
      await refuse({ tensors, metadata: { optimizer } }, wrong());
    }
    await refuse({ tensors, metadata: {} }, wrong('metadata'));
    for (const count of [-1, 0.5, '3']) {
      await refuse(edited(saved, { iterations: count }), wrong());
      await refuse(
        editedGroups(saved, () => ({ step: count })),
        wrong(),
      );
      const counted = editedGroups(saved, ({ parameters: [first, ...others] }) => ({
        parameters: [{ ...first, t: count }, ...others],
      }));
      await refuse(counted, wrong());
    }
    for (const groups of [null, [null], [{}]]) await refuse(edited(saved, { groups }), wrong());
    for (const parameters of [null, [null], [{ name: 3, t: 1 }]]) {
      await refuse(
        editedGroups(saved, () => ({ parameters })),
        wrong(),
      );
    }
  });

  it('refuses a parameter that is listed twice', async () => {
    const { saved, refuse } = await begin();
    const twice = editedGroups(saved, ({ parameters }) => ({
      parameters: [...parameters, parameters[0]],
    }));
    await refuse(twice, wrong('"p0"'));
  });

  it('refuses saved options out of their ranges', async () => {
    const { saved, refuse } = await begin();
    for (const options of [null, 'text', 3]) {
      await refuse(
        editedGroups(saved, () => ({ options })),
        wrong(),
      );
    }
    const option = (...parts: string[]): Refusal => ['NADIR_OPTION', entry.rule.name, ...parts];
    const withOptions = (changes: object) =>
      editedGroups(saved, ({ options }) => ({ options: { ...(options as object), ...changes } }));
    for (const [options, part] of entry.refused) {
      // JSON has no infinity.
      if (Object.values(options).includes(Infinity)) continue;
      await refuse(withOptions({ ...entry.rule.defaults, ...options }), option(part));
    }
    await refuse(withOptions({ unknown: 1 }), option('got option `unknown`'));
    await refuse(withOptions({ learningRate: { schedule: 'none' } }), ['NADIR_OPTION', '"none"']);
    await refuse(withOptions({ learningRate: {} }), option('learningRate: got'));
  });

  it('refuses state without one of its slots', async () => {
    const { saved, refuse } = await begin();
    const [slot] = slotsOf(saved, 'p1');
    if (slot === undefined) return;
    const { [`p1/${slot}`]: _, ...tensors } = saved.tensors;
    await refuse({ ...saved, tensors }, wrong('"p1"', slot));
    await refuse({ ...saved, tensors: {} }, wrong('"p0"'));
  });

  it('refuses a slot of another shape or dtype', async () => {
    const { saved, refuse } = await begin();
    const [slot] = slotsOf(saved, 'p1');
    if (slot === undefined) return;
    const name = `p1/${slot}`;
    const value = saved.tensors[name] as Tensor;
    const { shape } = value;
    const replaced = (one: Tensor) => ({ ...saved, tensors: { ...saved.tensors, [name]: one } });
    const other = otherShape(shape);
    await refuse(replaced(zeros(other)), wrong(`"${name}"`, `[${other}]`, `[${shape}]`));
    await refuse(replaced(reshape(value, [...shape, 1])), wrong(`"${name}"`));
    await refuse(replaced(cast(value, 'int32')), wrong('int32'));
  });

  it('refuses a tensor that belongs to no parameter', async () => {
    const { saved, refuse } = await begin();
    for (const name of ['stray', 'p1/other', 'p9/m', 'p0', 'p0/m/m']) {
      await refuse({ ...saved, tensors: { ...saved.tensors, [name]: tensor([1]) } }, wrong());
    }
    // A parameter that is no longer listed leaves its tensors behind.
    if (slotsOf(saved, 'p0').length === 0) return;
    const fewer = editedGroups(saved, ({ parameters }) => ({ parameters: parameters.slice(1) }));
    await refuse(fewer, wrong('"p0/'));
  });

  it('refuses weights of another optimizer or model', async () => {
    const weights = await weightsSavedBy(entry, set);
    const run = startRun(entry, set);
    step(run, gradientsAt(0, shapes));
    const refuse = await refuserOf(run);
    const refuseWeights = (changed: typeof weights) =>
      refuse(() => run.optimizer.setWeights(changed), wrong('setWeights'));
    await refuseWeights([]);
    await refuseWeights(weights.slice(1));
    await refuseWeights(weights.filter(({ name }) => name !== 'optimizer'));
    await refuseWeights(
      weights.map((one) => (one.name === 'optimizer' ? { ...one, tensor: tensor([123]) } : one)),
    );
    await refuseWeights([...weights, { name: 'q1/m', tensor: tensor([1]) }]);
    if (!weights.some(({ name }) => name.startsWith('p0/'))) return;
    const [last] = weights.slice(-1) as [NamedTensor];
    const others = weights.slice(0, -1);
    await refuseWeights(others);
    await refuseWeights([...others, { ...last, tensor: tensor([1, 2]) }]);
  });

  it('loads the state that these tests change', () => {
    const run = startRun(entry, set);
    run.optimizer.loadStateDict(edited(savedBy(entry, set), {}));
    expect(run.optimizer.iterations).toBe(2);
  });
};
