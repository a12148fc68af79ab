import { keep, type Tensor, tensor1d } from '@tensorflow/tfjs-core';
import { OptionError } from '../../errors.js';
import { copyOf } from '../../state/slots.js';
import type { StateDict } from '../../state/state-dict.js';
import type { Guard } from '../gradients/guard.js';
import type { Group } from '../groups/parameter.js';
import type { Settings } from '../groups/settings.js';
import { restoreOptions, type SavedOptions, saveOptions } from './config.js';
import { type DecodedState, decodeState, encodeState, type StateOf } from './saved-state.js';

/** A tensor under its name, as TensorFlow.js passes gradients and weights. */
export interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

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

/** The tensor among saved weights that holds the description of a state dict: its text in UTF-8, a number a byte. */
const description = 'optimizer';

/** How an optimizer is saved, as a state dict or beside a model of TensorFlow.js, and goes on from it. */
export class Saving {
  readonly #optimizer: Saved;
  /** Tensors that {@link getWeights} made and nobody else will dispose of. */
  #lent: Tensor[] = [];

  constructor(optimizer: Saved) {
    this.#optimizer = optimizer;
  }

  stateDict(): StateDict {
    const { name } = this.#optimizer;
    return encodeState(name, this.#optimizer.state(), { own: copyOf, made: (tensor) => tensor });
  }

  /** @returns The number of steps that were taken. */
  loadStateDict(state: StateDict): number {
    const where = `${this.#optimizer.name}.loadStateDict`;
    return this.#load(where, state, ({ settings, parameters }, { options, step }) => {
      const restored = settings.with(restoreOptions(where, options), step);
      restored.checkShapes(parameters);
      return restored;
    });
  }

  /** The tensors stay the optimizer's: they are read before the next step. */
  getWeights(): NamedTensor[] {
    this.dispose();
    const made = (tensor: Tensor) => {
      this.#lent.push(keep(tensor));
      return tensor;
    };
    const own = (tensor: Tensor) => tensor;
    const state = this.#optimizer.state();
    const { tensors, metadata } = encodeState(this.#optimizer.name, state, { own, made });
    const text = new TextEncoder().encode(metadata[description]);
    return Object.entries({
      [description]: made(tensor1d(Int32Array.from(text), 'int32')),
      ...tensors,
    }).map(([name, tensor]) => ({ name, tensor }));
  }

  /** @returns The number of steps that were taken. */
  async setWeights(weights: readonly NamedTensor[]): Promise<number> {
    const where = `${this.#optimizer.name}.setWeights`;
    const { [description]: text, ...tensors } = Object.fromEntries(
      weights.map(({ name, tensor }) => [name, tensor]),
    );
    const metadata: Record<string, string> = {};
    if (text !== undefined) {
      metadata[description] = new TextDecoder().decode(Uint8Array.from(await text.data()));
    }
    // Options are those of the configuration that TensorFlow.js saves with the weights.
    return this.#load(where, { tensors, metadata }, ({ settings }) => settings);
  }

  #load(
    where: string,
    state: StateDict,
    settingsOf: (group: Group, saved: DecodedState['groups'][number]) => Settings,
  ): number {
    const { name, groups } = this.#optimizer;
    const saved = decodeState(where, name, state, groups.length);
    const pairs = groups.map((group, i) => {
      const one = saved.groups[i] as DecodedState['groups'][number];
      return { group, step: one.step, settings: settingsOf(group, one) };
    });
    this.#optimizer.restore(
      where,
      saved,
      pairs.map(({ settings }) => settings),
    );
    for (const { group, ...restored } of pairs) Object.assign(group, restored);
    return saved.iterations;
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
