import type { StateDict } from '@nadir/core';
import { cast, reshape, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { richest } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import type { Refusal } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { otherShape } from '../../numbers.js';
import { startRun } from '../../run.js';
import { edited, editedGroups, savedBy, slotsOf } from './saved-state.js';
import { stateRefuser } from './started-runs.js';

/** Changes to one of the parameters that a description lists. */
const editedFirst = (saved: StateDict, changes: object): StateDict =>
  editedGroups(saved, ({ parameters: [first, ...others] }) => ({
    parameters: [{ ...first, ...changes }, ...others],
  }));

/** State that was tampered with or damaged is refused before anything changes. */
export const refusesAlteredState: Law = (it, entry) => {
  const { name } = entry.rule;
  const set = richest(entry);
  const wrong = (...parts: string[]): Refusal => [
    'NADIR_STATE',
    `${name}.loadStateDict: `,
    ...parts,
  ];
  const withTensors = (saved: StateDict, changes: object): StateDict => ({
    ...saved,
    tensors: { ...saved.tensors, ...changes },
  });

  it('refuses what is no state dict', async () => {
    const refuse = await stateRefuser(entry);
    for (const none of [null, undefined, 5, 'text']) {
      await refuse(none as never, wrong('expected what stateDict() returned'));
    }
    const { tensors } = savedBy(entry, set);
    await refuse({ tensors } as never, wrong('got no metadata `optimizer`'));
    for (const optimizer of ['null', '[]', '{}', '{"rule":3}']) {
      await refuse({ tensors, metadata: { optimizer } }, wrong('got no metadata `optimizer`'));
    }
    const noJson = { tensors, metadata: { optimizer: '{' } };
    await refuse(noJson, wrong('got metadata that is no JSON'));
  });

  it('refuses counts and groups that are none', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    const malformed = wrong('got malformed groups');
    for (const count of [-1, 0.5, '3', null]) {
      await refuse(edited(saved, { iterations: count }), wrong('got no metadata `optimizer`'));
      await refuse(
        editedGroups(saved, () => ({ step: count })),
        malformed,
      );
      await refuse(
        editedGroups(saved, () => ({ part: count })),
        malformed,
      );
      await refuse(editedFirst(saved, { t: count }), malformed);
      await refuse(editedFirst(saved, { index: count }), malformed);
      await refuse(editedFirst(saved, { shape: [count] }), malformed);
    }
    for (const groups of [null, [null], [{}]]) await refuse(edited(saved, { groups }), malformed);
    for (const parameters of [null, [null], [{ name: 3, t: 1 }]]) {
      await refuse(
        editedGroups(saved, () => ({ parameters })),
        malformed,
      );
    }
    for (const options of [null, 'text', 3]) {
      await refuse(
        editedGroups(saved, () => ({ options })),
        malformed,
      );
    }
  });

  it('refuses a parameter, or a position, that is listed twice', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    const twice = editedGroups(saved, ({ parameters }) => ({
      parameters: [...parameters, parameters[0]],
    }));
    await refuse(twice, wrong('got state for "p0" twice'));
    await refuse(editedFirst(saved, { index: 1 }), wrong('got state for "p1" twice'));
  });

  it('refuses saved options out of their ranges', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    const option = (...parts: string[]): Refusal => ['NADIR_OPTION', name, ...parts];
    const withOptions = (changes: object) =>
      editedGroups(saved, ({ options }) => ({ options: { ...(options as object), ...changes } }));
    for (const [options, part] of entry.refused) {
      // JSON has no infinity.
      if (Object.values(options).includes(Infinity)) continue;
      await refuse(withOptions({ ...entry.rule.defaults, ...options }), option(part));
    }
    await refuse(withOptions({ unknown: 1 }), option('got option `unknown`'));
    await refuse(withOptions({ learningRate: { schedule: 'none' } }), option('"none"'));
    await refuse(withOptions({ learningRate: {} }), option('learningRate: got'));
  });

  it('refuses numbers of the host that are missing or too many', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    await refuse(
      editedFirst(saved, { memory: { stray: 1 } }),
      wrong('got the numbers stray for "p0"'),
    );
    await refuse(editedFirst(saved, { memory: { stray: '1' } }), wrong('got malformed groups'));
    const names = Object.keys(entry.rule.initialMemory(entry.rule.defaults, 0));
    if (names.length === 0) return;
    await refuse(editedFirst(saved, { memory: {} }), wrong('got the numbers none for "p0"'));
  });

  it('refuses state without one of its slots', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    const [slot] = slotsOf(saved, 'p1');
    if (slot === undefined) return;
    const { [`p1/${slot}`]: _, ...tensors } = saved.tensors;
    await refuse({ ...saved, tensors }, wrong('got the slots ', ' for "p1"', slot));
    await refuse({ ...saved, tensors: {} }, wrong('got the slots none for "p0"'));
  });

  it('refuses a slot that is none, or has another shape or dtype', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    const [slot] = slotsOf(saved, 'p1');
    if (slot === undefined) return;
    const key = `p1/${slot}`;
    const value = saved.tensors[key] as Tensor;
    const { shape } = value;
    const replaced = (one: unknown) => withTensors(saved, { [key]: one });
    const other = otherShape(shape);
    const expected = `for "${key}", expected float32 [${shape}]`;
    await refuse(replaced(zeros(other)), wrong(`got float32 [${other}] ${expected}`));
    await refuse(replaced(reshape(value, [...shape, 1])), wrong(expected));
    await refuse(replaced(cast(value, 'int32')), wrong(`got int32 [${shape}] ${expected}`));
    await refuse(replaced([1, 2]), wrong(`got [1, 2] as "${key}", expected a tensor in use`));
    const freed = tensor([1]);
    freed.dispose();
    await refuse(replaced(freed), wrong(`got a disposed tensor as "${key}"`));
  });

  it('refuses a tensor that belongs to no parameter', async () => {
    const refuse = await stateRefuser(entry);
    const saved = savedBy(entry, set);
    const strays = {
      stray: 'for all parameters together',
      'p1/other': 'got the slots ',
      'p9/m': 'got the tensor "p9/m"',
      p0: 'for all parameters together',
      'p0/m/m': 'got the tensor "p0/m/m"',
    };
    for (const [key, says] of Object.entries(strays)) {
      await refuse(withTensors(saved, { [key]: tensor([1]) }), wrong(says));
    }
    // A parameter that is no longer listed leaves its tensors behind.
    if (slotsOf(saved, 'p0').length === 0) return;
    const fewer = editedGroups(saved, ({ parameters }) => ({ parameters: parameters.slice(1) }));
    await refuse(fewer, wrong('got the tensor "p0/'));
  });

  it('loads the state that these tests change', () => {
    const run = startRun(entry, set);
    run.optimizer.loadStateDict(edited(savedBy(entry, set), {}));
    expect(run.optimizer.iterations).toBe(2);
  });
};
