import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { OptionError } from '../../errors.js';
import { checkDevice } from '../../program/run/registry.js';
import type { StateDict } from '../../state/state-dict.js';
import type { Guard } from '../gradients/guard.js';
import type { Group } from '../groups/parameter.js';
import type { Settings } from '../groups/settings.js';
import { restoreOptions, type SavedOptions, saveOptions } from './config.js';
import {
  type DecodedState,
  decodeState,
  decodeWeights,
  encodeState,
  encodeWeights,
  type NamedTensor,
  type StateOf,
} from './saved-state.js';

/** An optimizer as far as saving and restoring concern it. */
export interface Saved {
  readonly name: string;
  readonly guard: Guard;
  readonly groups: readonly Group[];
  /** All that is saved beside options. */
  state(): StateOf;
  /** Goes on from saved state, with what the groups are going to be set to. Throws before anything changes. */
  restore(where: string, saved: DecodedState, settings: readonly Settings[]): void;
}

/** How an optimizer is saved, as a state dict or beside a model of TensorFlow.js, and goes on from it. */
export class Saving {
  readonly #optimizer: Saved;
  /** Tensors that {@link getWeights} made and nobody else will dispose of. */
  #lent: Tensor[] = [];

  constructor(optimizer: Saved) {
    this.#optimizer = optimizer;
  }

  stateDict(): StateDict {
    checkDevice();
    return encodeState(this.#optimizer.name, this.#optimizer.state());
  }

  /** @returns The number of steps that were taken. */
  loadStateDict(state: StateDict): number {
    checkDevice();
    const { name, groups } = this.#optimizer;
    const where = `${name}.loadStateDict`;
    const saved = decodeState(where, name, state, groups.length);
    const settings = groups.map((group, i) => {
      const { options, step } = saved.groups[i] as (typeof saved.groups)[number];
      const restored = group.settings.with(restoreOptions(where, options), step);
      restored.checkShapes(group.parameters);
      return restored;
    });
    this.#optimizer.restore(where, saved, settings);
    groups.forEach((group, i) => {
      group.settings = settings[i] as Settings;
      group.step = saved.groups[i]?.step ?? 0;
    });
    return saved.iterations;
  }

  /** The tensors stay the optimizer's: they are read before the next step. */
  getWeights(): NamedTensor[] {
    checkDevice();
    this.dispose();
    const { weights, made } = encodeWeights(this.#optimizer.state());
    this.#lent = made.map((tensor) => keep(tensor));
    return weights;
  }

  /** @returns The number of steps that were taken. */
  async setWeights(weights: readonly NamedTensor[]): Promise<number> {
    checkDevice();
    const { name, groups } = this.#optimizer;
    const where = `${name}.setWeights`;
    const { iterations, steps, ...saved } = await decodeWeights(where, weights, groups.length);
    this.#optimizer.restore(
      where,
      saved,
      groups.map(({ settings }) => settings),
    );
    groups.forEach((group, i) => {
      group.step = steps[i] as number;
    });
    return iterations;
  }

  /** Options as TensorFlow.js saves them beside a model. */
  config(): SavedOptions {
    const { name, groups, guard } = this.#optimizer;
    const where = `${name}.getConfig`;
    const [group, ...more] = groups as [Group, ...Group[]];
    if (more.length > 0) {
      throw new OptionError(
        `${where}: got ${groups.length} groups, expected one: a configuration names no ` +
          'parameters. Save stateDict() instead.',
      );
    }
    const { options, common } = group.settings;
    return saveOptions({ ...options, ...common, ...guard }, (option) => {
      throw new OptionError(
        `${where}: got ${option} without a config, expected what can be saved, such as cosine(…) or ` +
          'l1(…). Make a schedule of your own with defineSchedule, give a penalty a config and register it, or ' +
          'save the model with includeOptimizer: false and stateDict() beside it.',
      );
    });
  }

  dispose(): void {
    for (const tensor of this.#lent) tensor.dispose();
    this.#lent = [];
  }
}
