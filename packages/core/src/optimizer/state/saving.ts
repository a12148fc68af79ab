import { dispose, keep, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean, checkNames } from '../../check.js';
import { describe, OptionError, StateError } from '../../errors.js';
import { copyOf } from '../../state/slots.js';
import type { LoadResult, StateDict } from '../../state/state-dict.js';
import type { Slot } from '../../transform/slot.js';
import type { Guard } from '../gradients/guard.js';
import type { Group, Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { Stepping } from '../step/stepping.js';
import { matchState } from './begin-state.js';
import { type SavedOptions, saveOptions } from './config.js';
import { areOfTfjs, fromTfjs, type TfjsSlots } from './from-tfjs.js';
import { type GroupPlan, type LoadPlan, planLoad } from './loading.js';
import { copyInto, copyWaiting } from './restore.js';
import {
  decodeState,
  encodeState,
  fromWeights,
  type LoadedState,
  type NamedTensor,
  toWeights,
} from './saved-state.js';

/** An optimizer as far as saving and restoring concern it. */
export interface Saved {
  readonly name: string;
  readonly guard: Guard;
  readonly roster: Roster;
  readonly stepping: Stepping;
  /** Options that groups have where they have none of their own. */
  readonly defaults: object;
  readonly tfjsSlots: TfjsSlots;
}

/** How {@link Saving.loadStateDict} takes what does not fit. */
export interface LoadOptions {
  /** Whether whatever does not fit is an error. Default `true`; else it is left out and reported. */
  readonly strict?: boolean;
}

/** What was loaded. */
interface Loaded extends LoadResult {
  readonly iterations: number;
}

/** How an optimizer is saved, as a state dict or beside a model of TensorFlow.js, and goes on from it. */
export class Saving {
  readonly #optimizer: Saved;
  /** Tensors that {@link getWeights} made and nobody else will dispose of. */
  #lent: Tensor[] = [];

  constructor(optimizer: Saved) {
    this.#optimizer = optimizer;
  }

  stateDict(iterations: number): StateDict {
    const { description, tensors, made } = this.#encode(iterations);
    const isNew = new Set(made);
    const own = tensors.map(({ name, tensor }) => [
      name,
      isNew.has(tensor) ? tensor : copyOf(tensor),
    ]);
    return {
      tensors: Object.fromEntries(own) as StateDict['tensors'],
      metadata: { optimizer: description },
    };
  }

  loadStateDict(state: StateDict, options: LoadOptions = {}): Loaded {
    const { name } = this.#optimizer;
    const where = `${name}.loadStateDict`;
    checkNames(where, options, ['strict']);
    const { strict = true } = options;
    checkBoolean(where, { strict }, 'strict');
    if (typeof state !== 'object' || state === null) {
      throw new StateError(`${where}: got ${describe(state)}, expected what stateDict() returned.`);
    }
    const { tensors, metadata } = state;
    return this.#load(
      where,
      decodeState(where, name, { description: metadata?.optimizer, tensors }),
      strict,
    );
  }

  /** The tensors stay the optimizer's: they are read before the next step. */
  getWeights(iterations: number): NamedTensor[] {
    this.dispose();
    const { weights, made } = toWeights(iterations, this.#encode(iterations));
    this.#lent = made.map((tensor) => keep(tensor));
    return weights;
  }

  async setWeights(weights: readonly NamedTensor[]): Promise<Loaded> {
    const { name } = this.#optimizer;
    const where = `${name}.setWeights`;
    if (Array.isArray(weights) && areOfTfjs(weights)) return this.#takeOver(where, weights);
    const saved = await fromWeights(where, weights);
    return this.#load(where, decodeState(where, name, saved), true);
  }

  /** Goes on from the weights of an optimizer of TensorFlow.js, with the options and groups that are here. */
  async #takeOver(where: string, weights: readonly NamedTensor[]): Promise<Loaded> {
    const { roster, tfjsSlots } = this.#optimizer;
    const [{ settings, step }] = roster.groups as [Group, ...Group[]];
    const { learningRate } = settings.valuesAt(step).values;
    const loaded = await fromTfjs(where, weights, tfjsSlots, {
      slots: settings.slotNames(),
      learningRate: learningRate as number,
    });
    try {
      const plan = planLoad(where, loaded, roster, false);
      const strays = [...plan.missing, ...plan.unexpected, ...plan.mismatched];
      if (strays.length > 0 && weights.length > 1) {
        const names = strays.map((one) => `"${one}"`).join(', ');
        throw new StateError(
          `${where}: got weights that do not fit ${names}, expected those of the same variables. Take the optimizer ` +
            'of that model.',
        );
      }
      const taken = this.#apply(where, loaded, plan, false);
      for (const group of roster.groups) group.step = loaded.iterations;
      return taken;
    } finally {
      for (const group of loaded.groups) for (const { slots } of group.parameters) dispose(slots);
    }
  }

  #encode(iterations: number) {
    const { name: rule, roster, stepping } = this.#optimizer;
    if (roster.open) roster.forgetDisposed();
    matchState(roster.parameters);
    return encodeState({ rule, iterations, groups: roster.groups, ...stepping.state });
  }

  #load(where: string, loaded: LoadedState, strict: boolean): Loaded {
    return this.#apply(
      where,
      loaded,
      planLoad(where, loaded, this.#optimizer.roster, strict),
      strict,
    );
  }

  #apply(where: string, loaded: LoadedState, plan: LoadPlan, strict: boolean): Loaded {
    const { roster, stepping } = this.#optimizer;
    const resume = stepping.resume(where, loaded, sharedSlots(plan, roster));
    // Copied before anything is freed: the saved tensors may be the state itself.
    const place = copyInto(plan.groups.flatMap(({ placements }) => placements));
    const plans = plan.groups.map((one) => ({ ...one, waiting: copyWaiting(one.waiting) }));
    if (strict) for (const one of roster.parameters) one.reset();
    roster.forgetWaiting();
    place();
    const members = new Map<Group, readonly Parameter[]>();
    for (const one of plans) {
      const group = goOn(one, members);
      const own = one.placements.map(({ parameter }) => parameter);
      if (group) members.set(group, own);
    }
    if (roster.open) roster.regroup(members);
    roster.reposition(positionsOf(plan, roster));
    for (const apply of [resume, ...plan.resumes]) apply();
    const { groups: _groups, resumes: _resumes, ...result } = plan;
    return { iterations: loaded.iterations, ...result };
  }

  /** Options as TensorFlow.js saves them beside a model. Those of groups are part of the weights. */
  config(): SavedOptions {
    const { name, roster, guard, defaults } = this.#optimizer;
    const where = `${name}.getConfig`;
    roster.open?.checkSaved?.(where);
    const refuse = (option: string) => unsaved(where, option);
    const { groups } = roster;
    for (const { settings } of groups) saveOptions(settings.options, refuse);
    const [{ settings }] = groups as [Group];
    const options = groups.length > 1 ? defaults : { ...settings.options, ...settings.common };
    return saveOptions({ ...options, ...guard }, refuse);
  }

  /** Frees what {@link getWeights} made. */
  dispose(): void {
    if (this.#lent.length === 0) return;
    for (const tensor of this.#lent) tensor.dispose();
    this.#lent = [];
  }
}

function unsaved(where: string, option: string): never {
  throw new OptionError(
    `${where}: got ${option} without a config, expected what can be saved, such as cosine(…) or ` +
      'l1(…). Make a schedule of your own with defineSchedule, give a penalty a config and register it, or ' +
      'save the model with includeOptimizer: false and stateDict() beside it.',
  );
}

/** State that the parameters of each part are going to share. */
function sharedSlots({ groups }: LoadPlan, roster: Roster): ReadonlyMap<number, readonly Slot[]> {
  const now = roster.groups.map(({ part, settings }) => [part, settings] as const);
  const next = groups.flatMap(({ part, settings }) =>
    settings ? [[part, settings] as const] : [],
  );
  const settings = new Map([...now.reverse(), ...next.reverse()]);
  return new Map([...settings].map(([part, one]) => [part, one.sharedSlots()]));
}

/** Lets a group go on from a saved one, or a new one beside it where that has gone on from another. */
function goOn(
  { place, settings, step, part, waiting }: GroupPlan,
  gone: ReadonlyMap<Group, unknown>,
): Group | undefined {
  if (place === undefined || settings === undefined) return undefined;
  const fresh = { part, parameters: [], current: undefined };
  return Object.assign(gone.has(place) ? fresh : place, { settings, step, waiting });
}

/** Where parameters were saved. Where there is more or less of them now, they stay where they are. */
function positionsOf(plan: LoadPlan, roster: Roster): ReadonlyMap<Parameter, number> {
  const placed = plan.groups.flatMap(({ placements }) => placements);
  const isWhole = placed.length === roster.parameters.length && plan.unexpected.length === 0;
  if (!roster.open && !isWhole) return new Map();
  return new Map(placed.map(({ parameter, saved }) => [parameter, saved.index]));
}
