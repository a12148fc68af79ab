import type { StateDict } from '@nadir/core';
import { cast, clone, reshape, type Tensor, tensor, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type Entry, type OptionSet, richest, shapesOf } from '../catalogue/entry.js';
import { expectRefusedUnchanged, type Refusal } from '../expect-refused.js';
import type { Law } from '../law.js';
import { gradientsAt, otherShape } from '../numbers.js';
import { makeVariables, named, type Run, startRun, step } from '../run.js';

/** The part of a state dict's metadata that stands beside the tensors. */
interface Description {
  rule: unknown;
  iterations: unknown;
  groups: { step: unknown; options: unknown; parameters: { name: unknown; t: unknown }[] }[];
}

/** State of something else, or state that was tampered with, is refused before anything changes. */
export const refusesBadState: Law = (entry) => {
  const set = richest(entry);
  const shapes = shapesOf(entry);
  const wrong = (...parts: string[]): Refusal => ['NADIR_STATE', entry.rule.name, ...parts];

  /** Loads a changed state dict into an optimizer that is at work, and into a new one. */
  const refuse = async (saved: StateDict, refusal: Refusal, options: OptionSet = set) => {
    const atWork = startRun(entry, options);
    for (let k = 0; k < 3; k++) step(atWork, gradientsAt(k, shapes));
    for (const run of [atWork, startRun(entry, options)]) {
      await expectRefusedUnchanged(run, () => run.optimizer.loadStateDict(saved), refusal);
    }
  };
  const edited = (change: (description: Description) => unknown): StateDict => {
    const { tensors, metadata } = savedBy(entry, set);
    const description = JSON.parse(metadata.optimizer as string) as Description;
    const changed = change(description) ?? description;
    return { tensors, metadata: { optimizer: JSON.stringify(changed) } };
  };

  it('refuses the state of another rule', () =>
    refuse(
      edited((all) => {
        all.rule = 'Nothing';
      }),
      wrong('got the state of Nothing', `expected that of ${entry.rule.name}`),
    ));

  it('refuses the state of another number of groups', async () => {
    const variables = makeVariables(shapes);
    const [p0, p1, p2] = named(variables) as [never, never, never];
    const groups = [{ parameters: [p0, p1] }, { parameters: [p2] }];
    const run: Run = { variables, optimizer: entry.create(groups, set) };
    step(run, gradientsAt(0, shapes));
    await refuse(run.optimizer.stateDict(), wrong('got 2 groups, expected 1'));

    const refused = savedBy(entry, set);
    const load = () => run.optimizer.loadStateDict(refused);
    await expectRefusedUnchanged(run, load, wrong('got 1 groups, expected 2'));
    const weights = await startedWeights(entry, set);
    await expectRefusedUnchanged(run, () => run.optimizer.setWeights(weights), wrong('groups'));
  });

  it('refuses the state of another model', async () => {
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
    const saved = Object.entries(savedBy(entry, set).tensors);
    const isWhole = ([name, { shape }]: [string, Tensor]) =>
      name.startsWith('p1/') && shape.join() === second.join();
    if (!saved.some(isWhole)) return;
    // The same names with other shapes, and other names with other shapes.
    await refuse(other([[3, 4], second, third], 0), wrong('"p0/'));
    await refuse(other([first, second, otherShape(third)], 0), wrong('"p2/'));
    await refuse(
      other([first, otherShape(second), third], 7),
      wrong(`[${otherShape(second)}]`, `[${second}]`),
    );
  });

  it('refuses the state of other options', async () => {
    for (const saved of entry.optionSets) {
      // What is loaded brings its options along, so only slots that they do not have are wrong.
      const slots = slotsOf(entry, saved);
      const dict = savedBy(entry, saved);
      const other = entry.optionSets.find((one) => slotsOf(entry, one).join() !== slots.join());
      if (other === undefined) continue;
      const { options } = descriptionOf(savedBy(entry, other)).groups[0] as { options: unknown };
      const description = descriptionOf(dict);
      for (const group of description.groups) group.options = options;
      const mixed = { ...dict, metadata: { optimizer: JSON.stringify(description) } };
      await refuse(mixed, wrong('slots'));
    }
  });

  it('refuses metadata that were tampered with', async () => {
    const { tensors } = savedBy(entry, set);
    for (const optimizer of ['{', 'null', '[]', '{}']) {
      await refuse({ tensors, metadata: { optimizer } }, wrong());
    }
    await refuse({ tensors, metadata: {} }, wrong('metadata'));
    const counts = [-1, 0.5, '3'];
    for (const count of counts) {
      await refuse(
        edited((all) => ({ ...all, iterations: count })),
        wrong(),
      );
      await refuse(
        editGroup((group) => ({ ...group, step: count })),
        wrong(),
      );
      await refuse(
        editFirst((one) => ({ ...one, t: count })),
        wrong(),
      );
    }
    for (const groups of [null, [null], [{}]]) {
      await refuse(
        edited((all) => ({ ...all, groups })),
        wrong(),
      );
    }
    for (const parameters of [null, [null], [{ name: 3, t: 1 }]]) {
      await refuse(
        editGroup((group) => ({ ...group, parameters })),
        wrong(),
      );
    }
  });

  it('refuses a parameter that is listed twice', () =>
    refuse(
      editGroup((group) => ({ ...group, parameters: [...group.parameters, group.parameters[0]] })),
      wrong('"p0"'),
    ));

  it('refuses saved options out of their ranges', async () => {
    for (const options of [null, 'text', 3]) {
      await refuse(
        editGroup((group) => ({ ...group, options })),
        wrong(),
      );
    }
    const option = (...parts: string[]): Refusal => ['NADIR_OPTION', entry.rule.name, ...parts];
    const withOptions = (options: object) =>
      editGroup((group) => ({ ...group, options: { ...(group.options as object), ...options } }));
    for (const [options, part] of entry.refused) {
      // JSON has no infinity.
      if (Object.values(options).includes(Infinity)) continue;
      const whole = { ...entry.rule.defaults, ...options };
      await refuse(withOptions(whole), option(part));
    }
    await refuse(withOptions({ unknown: 1 }), option('got option `unknown`'));
    await refuse(withOptions({ learningRate: { schedule: 'none' } }), ['NADIR_OPTION', '"none"']);
    await refuse(withOptions({ learningRate: {} }), option('learningRate: got'));
  });

  if (slotsOf(entry, set, 'p1').length > 0) {
    it('refuses state without one of its slots', async () => {
      const [slot] = slotsOf(entry, set, 'p1') as [string];
      const { [`p1/${slot}`]: _, ...tensors } = savedBy(entry, set).tensors;
      await refuse({ ...savedBy(entry, set), tensors }, wrong('"p1"', slot));
      await refuse({ ...savedBy(entry, set), tensors: {} }, wrong('"p0"'));
    });

    it('refuses a slot of another shape or dtype', async () => {
      const [slot] = slotsOf(entry, set, 'p1') as [string];
      const replaced = (replace: (value: Tensor) => Tensor): StateDict => {
        const saved = savedBy(entry, set);
        const value = replace(saved.tensors[`p1/${slot}`] as Tensor);
        return { ...saved, tensors: { ...saved.tensors, [`p1/${slot}`]: value } };
      };
      const { shape } = savedBy(entry, set).tensors[`p1/${slot}`] as Tensor;
      const other = otherShape(shape);
      await refuse(
        replaced(() => zeros(other)),
        wrong(`"p1/${slot}"`, `[${other}]`, `[${shape}]`),
      );
      await refuse(
        replaced((value) => reshape(value, [...shape, 1])),
        wrong(`"p1/${slot}"`),
      );
      await refuse(
        replaced((value) => cast(value, 'int32')),
        wrong('int32'),
      );
    });
  }

  it('refuses a tensor that belongs to no parameter', async () => {
    for (const name of ['stray', 'p1/other', 'p9/m', 'p0', 'p0/m/m']) {
      const saved = savedBy(entry, set);
      await refuse({ ...saved, tensors: { ...saved.tensors, [name]: tensor([1]) } }, wrong());
    }
    // A parameter that is no longer listed leaves its tensors behind.
    if (slotsOf(entry, set).length === 0) return;
    await refuse(
      editGroup((group) => ({ ...group, parameters: group.parameters.slice(1) })),
      wrong('"p0/'),
    );
  });

  it('refuses weights of another optimizer or model', async () => {
    const weights = await startedWeights(entry, set);
    const run = startRun(entry, set);
    step(run, gradientsAt(0, shapes));
    const refuseWeights = (changed: typeof weights) =>
      expectRefusedUnchanged(run, () => run.optimizer.setWeights(changed), wrong('setWeights'));
    await refuseWeights([]);
    await refuseWeights(weights.slice(1));
    await refuseWeights(weights.filter(({ name }) => name !== 'groups'));
    await refuseWeights(
      weights.map(({ name, tensor }) => ({ name: name.replace(/^p1/, 'q1'), tensor })),
    );
    if (slotsOf(entry, set).length === 0) return;
    await refuseWeights(weights.slice(0, -1));
    await refuseWeights(
      weights.map((one, i) =>
        i === weights.length - 1 ? { ...one, tensor: tensor([1, 2]) } : one,
      ),
    );
  });

  function editGroup(change: (group: Description['groups'][number]) => unknown): StateDict {
    return edited((all) => ({ ...all, groups: all.groups.map(change) }));
  }

  function editFirst(
    change: (one: Description['groups'][number]['parameters'][number]) => unknown,
  ): StateDict {
    return editGroup((group) => ({
      ...group,
      parameters: group.parameters.map((one, i) => (i === 0 ? change(one) : one)),
    }));
  }

  it('loads the state that these tests change', () => {
    const run = startRun(entry, set);
    run.optimizer.loadStateDict(edited((all) => all));
    expect(run.optimizer.iterations).toBe(2);
  });
};

const descriptionOf = ({ metadata }: StateDict): Description =>
  JSON.parse(metadata.optimizer as string) as Description;

function savedBy(entry: Entry, set: OptionSet): StateDict {
  const run = startRun(entry, set);
  for (let k = 0; k < 2; k++) step(run, gradientsAt(k, shapesOf(entry)));
  return run.optimizer.stateDict();
}

async function startedWeights(entry: Entry, set: OptionSet) {
  const run = startRun(entry, set);
  for (let k = 0; k < 2; k++) step(run, gradientsAt(k, shapesOf(entry)));
  const weights = await run.optimizer.getWeights();
  return weights.map(({ name, tensor }) => ({ name, tensor: clone(tensor) }));
}

/** Slots that a parameter has after a step. */
function slotsOf(entry: Entry, set: OptionSet, parameter = 'p0'): string[] {
  const names = Object.keys(savedBy(entry, set).tensors);
  const prefix = `${parameter}/`;
  return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}
