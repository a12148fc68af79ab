import { backend_util, keep, type Tensor } from '@tensorflow/tfjs-core';
import { checkBoolean, checkNames } from '../../check.js';
import { describe, OptionError, StateError } from '../../errors.js';
import { copyOf } from '../../state/slots.js';
import type { LoadResult, StateDict } from '../../state/state-dict.js';
import type { Slot } from '../../transform/slot.js';
import type { GuardOptions } from '../gradients/guard.js';
import type { Group, Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { Stepping } from '../step/stepping.js';
import { matchState } from './begin-state.js';
import { type SavedOptions, saveOptions, unsavedOptions } from './config.js';
import { type LoadPlan, planLoad } from './loading.js';
import { copyInto } from './restore.js';
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
  readonly guard: GuardOptions;
  readonly roster: Roster;
  readonly stepping: Stepping;
  /** Options that groups have where they have none of their own. */
  readonly defaults: object;
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
    const saved = await fromWeights(where, weights);
    return this.#load(where, decodeState(where, name, saved), true);
  }

  #encode(iterations: number) {
    const { name: rule, roster, stepping } = this.#optimizer;
    if (roster.open) roster.forgetDisposed();
    matchState([...roster.parameters, ...roster.waiting]);
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
    const place = copyInto(plan.groups.flatMap((one) => [...one.placements, ...one.waiting]));
    if (strict) for (const one of roster.parameters) one.reset();
    roster.forgetWaiting();
    place();
    const members = new Map<Group, readonly Parameter[]>();
    for (const { place, settings, step, part, waiting, placements } of plan.groups) {
      if (place === undefined || settings === undefined) continue;
      // Where the group has gone on from another one already, a new one beside it does.
      const group = members.has(place) ? { ...place, part, parameters: [] } : place;
      const own = placements.map(({ parameter }) => parameter);
      members.set(group, own);
      const later = waiting.map(({ parameter, saved: { index } }) =>
        Object.assign(parameter, { group, index }),
      );
      Object.assign(group, { settings, step, waiting: later });
    }
    if (roster.open) roster.regroup(members);
    roster.reposition(positionsOf(plan, roster));
    for (const apply of [resume, ...plan.resumes]) apply();
    const { groups: _groups, resumes: _resumes, ...result } = plan;
    return { iterations: loaded.iterations, ...result };
  }

  /** Says before training what {@link config} is going to refuse, unless warnings of TensorFlow.js are off. */
  warn(): void {
    const message = this.#unsaved(this.#optimizer.name);
    if (message !== undefined) backend_util.warn(message);
  }

  /** Options as TensorFlow.js saves them beside a model. Those of groups are part of the weights. */
  config(): SavedOptions {
    const { name, roster, guard, defaults } = this.#optimizer;
    const where = `${name}.getConfig`;
    roster.open?.checkSaved?.(where);
    const message = this.#unsaved(where);
    if (message !== undefined) throw new OptionError(message);
    const { groups } = roster;
    const [{ settings }] = groups as [Group];
    const options = groups.length > 1 ? defaults : { ...settings.options, ...settings.common };
    return saveOptions({ ...options, ...guard });
  }

  /** What is wrong with options that have no saved form, if some have none. */
  #unsaved(where: string): string | undefined {
    const { roster, guard } = this.#optimizer;
    const [option] = roster.groups.flatMap(({ settings }) =>
      unsavedOptions({ ...settings.options, ...settings.common, ...guard }),
    );
    if (option === undefined) return undefined;
    return (
      `${where}: got ${option} without a config, expected what can be saved beside a model. Take cosine(…) or ` +
      'defineSchedule, register your penalty, or save the model with includeOptimizer: false.'
    );
  }

  /** Frees what {@link getWeights} made. */
  dispose(): void {
    if (this.#lent.length === 0) return;
    for (const tensor of this.#lent) tensor.dispose();
    this.#lent = [];
  }
}

/** State that the parameters of each part are going to share. */
function sharedSlots({ groups }: LoadPlan, roster: Roster): ReadonlyMap<number, readonly Slot[]> {
  // The first group of a part decides, and a loaded one before those that are here.
  const all = [...groups, ...roster.groups].reverse();
  return new Map(
    all.flatMap(({ part, settings }) => (settings ? [[part, settings.sharedSlots()]] : [])),
  );
}

/** Where parameters were saved. Where there is more or less of them now, they stay where they are. */
function positionsOf(plan: LoadPlan, roster: Roster): ReadonlyMap<Parameter, number> {
  const placed = plan.groups.flatMap(({ placements }) => placements);
  const isWhole = placed.length === roster.parameters.length && plan.unexpected.length === 0;
  if (!roster.open && !isWhole) return new Map();
  return new Map(placed.map(({ parameter, saved }) => [parameter, saved.index]));
}
