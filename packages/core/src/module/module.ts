import { clone, scalar, type Tensor, tidy, Variable } from '@tensorflow/tfjs-core';
import { recording } from '../capture/recording.js';
import { checkBoolean, checkObject, isInUse } from '../check.js';
import { describe, OptionError, StateError } from '../errors.js';
import { checkDevice } from '../program/run/registry.js';
import type { LoadResult } from '../state/state-dict.js';
import { HostInteger } from './host-integer.js';
import { isBuffer } from './parameter.js';

/** A module whatever it takes and gives. */
export type AnyModule = Module<never[], unknown>;

/**
 * A part of a model, or the whole of it: variables, other modules, and what it computes.
 *
 * Nothing is registered. Its fields are looked through whenever something is asked:
 *
 * - a `Variable` is a parameter, unless {@link buffer} has made it: then it is a buffer;
 * - a `Module` is a child;
 * - an array or a `Map` with strings as keys stands for what it holds;
 * - a {@link HostInteger} is saved and loaded, but neither parameter nor buffer;
 * - anything else is left alone: tensors, plain objects, sets, and fields whose name begins with `#`.
 *
 * Names are dotted paths such as `layers.0.weight`. Those of a module itself come before those of
 * its children, each in the order of the fields. A variable found twice is listed once by
 * `parameters` and `namedParameters`, under its first name, and under every name by `stateDict`. A
 * field that leads back to a module which holds this one is passed over.
 *
 * `Inputs` and `Output` are the types of `forward`: by default one tensor to one tensor.
 *
 * @example
 * ```ts
 * class Residual extends Module {
 *   readonly inner = new Sequential(new Linear(8, 8), new ReLU());
 *   forward(x: Tensor): Tensor {
 *     return tidy(() => add(x, this.inner.forward(x)));
 *   }
 * }
 * const names = [...new Residual().namedParameters().keys()]; // inner.0.weight, inner.0.bias
 * ```
 */
export abstract class Module<Inputs extends unknown[] = [Tensor], Output = Tensor> {
  /**
   * Whether the module behaves as in training, true at first. Layers such as {@link Dropout} read
   * it. Set it by {@link train} and {@link eval}, which reach the children.
   */
  get training(): boolean {
    const was = this.#training;
    recording()?.guard(this, () => this.#training === was);
    return was;
  }

  set training(value: boolean) {
    this.#training = value;
  }

  #training = true;

  /** What the module computes. The result is a new tensor, which the caller disposes. */
  abstract forward(...inputs: Inputs): Output;

  /** The trained variables of this module and all below it, each once. */
  parameters(): Variable[] {
    return [...this.namedParameters().values()];
  }

  /** As {@link parameters}, by name. */
  namedParameters(): Map<string, Variable> {
    return namedVariables(this, (found) => !isBuffer(found));
  }

  /** The variables of this module and all below it that {@link buffer} has made, each once. */
  buffers(): Variable[] {
    return [...this.namedBuffers().values()];
  }

  /** As {@link buffers}, by name. */
  namedBuffers(): Map<string, Variable> {
    return namedVariables(this, isBuffer);
  }

  /** The modules in the fields of this one, each once. */
  children(): AnyModule[] {
    const found = [...members(this)].map(([, member]) => member);
    return [...new Set(found.filter((member) => member instanceof Module))];
  }

  /** This module and all below it, each once and before its children. */
  modules(): AnyModule[] {
    const found = new Set<AnyModule>();
    const visit = (module: AnyModule) => {
      if (found.has(module)) return;
      found.add(module);
      module.children().forEach(visit);
    };
    visit(this);
    return [...found];
  }

  /** Calls `visit` with each module, children before the module that holds them. */
  apply(visit: (module: AnyModule) => void): this {
    const done = new Set<AnyModule>();
    const descend = (module: AnyModule) => {
      if (done.has(module)) return;
      done.add(module);
      module.children().forEach(descend);
      visit(module);
    };
    descend(this);
    return this;
  }

  /**
   * Switches this module and all below it to training, or to evaluation by `train(false)`.
   *
   * @throws {@link OptionError} when `mode` is not a boolean.
   */
  train(mode = true): this {
    checkBoolean('Module.train', { mode }, 'mode');
    for (const module of this.modules()) module.training = mode;
    return this;
  }

  /** Switches this module and all below it to evaluation. */
  eval(): this {
    return this.train(false);
  }

  /**
   * Freezes the parameters (`false`) or lets them be trained again. Buffers are never trained.
   *
   * @throws {@link OptionError} when `flag` is not a boolean.
   */
  requiresGrad(flag = true): this {
    checkBoolean('Module.requiresGrad', { flag }, 'flag');
    for (const found of this.parameters()) found.trainable = flag;
    return this;
  }

  /**
   * A snapshot of all parameters, buffers and host integers by name: everything that `forward`
   * depends on. The tensors are clones, which take no memory until the variables change, and the
   * caller disposes them. `training` and `trainable` are not part of it.
   */
  stateDict(): Record<string, Tensor> {
    checkDevice();
    // Unlike assigning, this makes an own property of any name, `__proto__` too.
    return Object.fromEntries(
      [...leaves(this)].map(([name, leaf]) => [
        name,
        leaf instanceof HostInteger ? scalar(leaf.value | 0, 'int32') : clone<Tensor>(leaf),
      ]),
    );
  }

  /**
   * Sets parameters, buffers and host integers to the values of a {@link stateDict}. The variables
   * stay the same objects, so optimizers go on with them, and the caller keeps the tensors of the
   * state and may dispose them at once. A state from elsewhere has no host integers: load it with
   * `strict: false`.
   *
   * A variable that several names stand for may be in the state under one of them, as files of tied weights have it.
   *
   * @param options.strict Whether names that only one side has, and other shapes and dtypes, are errors. With `false`,
   * they are left out and reported. Default `true`.
   * @throws {@link StateError} listing everything that does not fit; then nothing has changed.
   */
  loadStateDict(
    state: Readonly<Record<string, Tensor>>,
    { strict = true }: { strict?: boolean } = {},
  ): LoadResult {
    checkDevice();
    const where = `${this.constructor.name}.loadStateDict`;
    checkBoolean(where, { strict }, 'strict');
    checkObject(where, state, 'an object of tensors');
    const own = new Map(leaves(this));
    const named = [...own].flatMap(([name, leaf]) =>
      Object.hasOwn(state, name) ? [{ name, leaf, value: state[name] as Tensor }] : [],
    );
    const found = new Set(named.map(({ leaf }) => leaf));
    const missing = [...own].flatMap(([name, leaf]) => (found.has(leaf) ? [] : [name]));
    const unexpected = Object.keys(state).filter((name) => !own.has(name));
    const problems = new Map<string, string>();
    for (const { name, leaf, value } of named) {
      const problem = mismatch(name, leaf, value);
      if (problem !== undefined) problems.set(name, problem);
    }
    const bad = named.find(({ value }) => !isInUse(value));
    const isOther = missing.length + unexpected.length + problems.size > 0;
    if (bad !== undefined || (strict && isOther)) {
      const listed = [
        ...(strict ? missing.map((name) => `nothing for "${name}"`) : []),
        ...(strict ? unexpected.map((name) => `the unknown "${name}"`) : []),
        ...problems.values(),
      ];
      throw new StateError(
        `${where}: got ${listed.join('; ')}, expected the names, shapes and dtypes of this module.` +
          `${bad === undefined ? ' Pass { strict: false } to load what both have.' : ''}`,
      );
    }
    const present = named.filter(({ name }) => !problems.has(name));

    tidy(() => {
      // A state may hold the variables themselves, and assigning frees what they held. Reading
      // comes first as well, since it is the only thing left that could fail.
      const values = present.map(({ leaf, value }) =>
        leaf instanceof HostInteger ? (value.dataSync()[0] as number) >>> 0 : clone(value),
      );
      present.forEach(({ leaf }, i) => {
        const value = values[i] as number | Tensor;
        if (leaf instanceof HostInteger) leaf.value = value as number;
        else leaf.assign(value as Tensor);
      });
    });
    return { missing, unexpected, mismatched: [...problems.keys()] };
  }

  /** Disposes all parameters and buffers, also those that other modules share. */
  dispose(): void {
    for (const found of [...this.parameters(), ...this.buffers()]) {
      // Disposing twice would take a reference from whoever shares the values.
      if (!found.isDisposed) found.dispose();
    }
  }
}

/** What a state dict has an entry for. */
type Leaf = Variable | HostInteger;

/** What the fields of a module hold, by field name, or by `field.index` in arrays and maps. */
function* members(module: AnyModule): Generator<[string, Leaf | AnyModule]> {
  for (const [name, value] of Object.entries(module)) yield* unfold(module, name, value, []);
}

function* unfold(
  module: AnyModule,
  name: string,
  value: unknown,
  within: readonly unknown[],
): Generator<[string, Leaf | AnyModule]> {
  if (value instanceof Variable || value instanceof HostInteger || value instanceof Module) {
    yield [name, value];
  } else if ((Array.isArray(value) || value instanceof Map) && !within.includes(value)) {
    for (const [key, item] of value.entries()) {
      for (const member of unfold(module, `${name}.${key}`, item, [...within, value])) {
        if (typeof key === 'string' && (key === '' || key.includes('.'))) {
          throw new OptionError(
            `${module.constructor.name}.${name}: got the key ${describe(key)}, expected one that ` +
              'is not empty and has no dot. Dots separate the parts of a name.',
          );
        }
        yield member;
      }
    }
  }
}

/** Everything with an entry in the state dict, under every name. */
function* leaves(
  module: AnyModule,
  prefix = '',
  within: readonly AnyModule[] = [],
): Generator<[string, Leaf]> {
  const children: [string, AnyModule][] = [];
  for (const [name, member] of members(module)) {
    if (member instanceof Module) children.push([name, member]);
    else yield [prefix + name, member];
  }
  for (const [name, child] of children) {
    const holders = [...within, module];
    if (!holders.includes(child)) yield* leaves(child, `${prefix}${name}.`, holders);
  }
}

function namedVariables(
  module: AnyModule,
  wanted: (found: Variable) => boolean,
): Map<string, Variable> {
  const seen = new Set<Leaf>();
  const named = new Map<string, Variable>();
  for (const [name, leaf] of leaves(module)) {
    if (seen.has(leaf)) continue;
    seen.add(leaf);
    if (leaf instanceof Variable && wanted(leaf)) named.set(name, leaf);
  }
  return named;
}

/** What is wrong with the value of one entry of a state dict, or `undefined`. */
function mismatch(name: string, leaf: Leaf, value: unknown): string | undefined {
  const { dtype, shape } =
    leaf instanceof Variable ? leaf : { dtype: 'int32', shape: [] as number[] };
  const wanted = `for "${name}" ${dtype} [${shape}]`;
  if (!isInUse(value)) return `${describe(value)} ${wanted}`;
  const isSame = value.dtype === dtype && value.shape.join() === shape.join();
  return isSame ? undefined : `${value.dtype} [${value.shape}] ${wanted}`;
}
