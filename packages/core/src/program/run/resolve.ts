import type { TensorInfo } from '@tensorflow/tfjs-core';
import { describe, OptionError } from '../../errors.js';
import { sizeOf } from '../../shape.js';
import type { StepNumbers } from '../tensor-op.js';
import type { Program } from '../trace.js';
import type { KernelCall } from './backend.js';
import { type CallLayout, layoutOf } from './call-layout.js';

/** What stays the same from run to run of a program. */
export interface ProgramSetting {
  /** Shape that the program runs over. */
  readonly shape: readonly number[];
  /**
   * Names of tensors whose buffer nobody else sees. An output of such a name is written in place.
   * Other outputs go to new tensors.
   */
  readonly owned?: readonly string[];
  /**
   * Names of tensors that the caller is about to replace by the output of the same name. It is
   * written in place if the adapter is certain that nobody else sees the buffer: no other tensor,
   * and no array that was handed out.
   */
  readonly replaced?: readonly string[];
  /** Values of scalars and integers, by name. */
  readonly scalars?: StepNumbers;
}

/** What a program runs on, by name. */
export interface ProgramCall<T extends TensorInfo = TensorInfo> extends Partial<ProgramSetting> {
  /** Float32 tensors of one shape, and 0-D tensors for the program's broadcasts. Others are ignored. */
  readonly tensors: Readonly<Record<string, T>>;
}

/**
 * The call of a kernel, made from names: each tensor and number is checked when it is set, and goes
 * where the kernel finds it.
 */
export class ResolvedCall<T extends TensorInfo = TensorInfo> implements KernelCall<T> {
  readonly shape: readonly number[];
  readonly size: number;
  readonly tensors: T[] = [];
  readonly broadcasts: T[] = [];
  readonly numbers: number[] = [];
  readonly owned: (T | undefined)[];
  readonly replaced: (T | undefined)[];
  readonly state: (T | undefined)[];
  readonly #program: Program;
  readonly #layout: CallLayout;
  /** Names of the numbers, at their positions; `undefined` for one that stays the same. */
  readonly #changing: readonly (string | undefined)[];
  /** Which of the tensors that the program uses have been set, and how many have not. */
  readonly #isGiven: boolean[];
  #missing: number;

  constructor(program: Program, { shape, owned = [], replaced = [], scalars }: ProgramSetting) {
    this.#program = program;
    this.#layout = layoutOf(program, owned, replaced);
    const { used, numbers } = this.#layout;
    this.#isGiven = used.map(() => false);
    this.#missing = used.length;
    this.shape = [...shape];
    this.size = sizeOf(shape);
    this.owned = program.outputs.map(() => undefined);
    this.replaced = program.outputs.map(() => undefined);
    this.state = owned.map(() => undefined);
    this.#changing = scalars === undefined ? numbers : this.#fix(scalars);
  }

  /**
   * Puts a tensor where its name belongs, in place of the one before it.
   * @returns Whether the program reads or writes it.
   * @throws {@link OptionError} when it has another shape or dtype than the program expects.
   */
  set(name: string, tensor: T): boolean {
    const place = this.#layout.places.get(name);
    if (place === undefined) return false;
    const { used, broadcast, owned, replaced, state } = place;
    if (used >= 0) {
      this.#check(name, tensor, broadcast >= 0 ? zeroD : this.shape);
      if (!this.#isGiven[used]) this.#missing--;
      this.#isGiven[used] = true;
    }
    if (place.tensor >= 0) this.tensors[place.tensor] = tensor;
    if (broadcast >= 0) this.broadcasts[broadcast] = tensor;
    if (owned >= 0) this.owned[owned] = tensor;
    if (replaced >= 0) this.replaced[replaced] = tensor;
    if (state >= 0) {
      this.state[state] = haveSameShape(tensor.shape, this.shape) ? tensor : undefined;
    }
    return used >= 0;
  }

  /**
   * Sets the numbers that change from run to run, which makes the call whole.
   * @throws {@link OptionError} when a number or a tensor is missing.
   */
  complete(scalars: StepNumbers): void {
    if (this.#missing > 0) {
      const missing = this.#layout.used.find((_, i) => !this.#isGiven[i]);
      throw refusal(this.#program, `no tensor \`${missing}\``, 'one');
    }
    for (let at = 0; at < this.#changing.length; at++) {
      const name = this.#changing[at];
      if (name !== undefined) this.numbers[at] = this.#numberOf(name, scalars);
    }
  }

  /** Sets numbers that stay the same, and returns the names of the others. */
  #fix(scalars: StepNumbers): readonly (string | undefined)[] {
    return this.#layout.numbers.map((name, at) => {
      if (scalars[name] === undefined) return name;
      this.numbers[at] = this.#numberOf(name, scalars);
      return undefined;
    });
  }

  #numberOf(name: string, scalars: StepNumbers): number {
    const value = scalars[name];
    if (typeof value === 'number') return value;
    throw refusal(this.#program, `${describe(value)} for \`${name}\``, 'a number');
  }

  #check(name: string, { dtype, shape }: T, expected: readonly number[]): void {
    if (dtype !== 'float32') throw refusal(this.#program, `${dtype} for \`${name}\``, 'float32');
    if (!haveSameShape(shape, expected)) {
      throw refusal(this.#program, `shape [${shape}] for \`${name}\``, `[${expected}]`);
    }
  }
}

/**
 * The call of a kernel with everything that it needs, for adapters that run a kernel themselves.
 *
 * @throws {@link OptionError} when something is missing, or tensors differ in shape or dtype.
 */
export function resolve<T extends TensorInfo>(
  program: Program,
  call: ProgramCall<T>,
): KernelCall<T> {
  const { tensors, scalars = {}, owned = [], replaced = [] } = call;
  const resolved = new ResolvedCall<T>(program, { shape: shapeOf(program, call), owned, replaced });
  for (const [name, tensor] of Object.entries(tensors)) {
    if (tensor !== undefined) resolved.set(name, tensor);
  }
  resolved.complete(scalars);
  return resolved;
}

/**
 * The shape that a program runs over: the one that is given, or that of its first tensor.
 * @throws {@link OptionError} when that tensor is missing.
 */
export function shapeOf(program: Program, { shape, tensors }: ProgramCall): readonly number[] {
  const [first] = program.tensors;
  if (shape !== undefined || first === undefined) return shape ?? [];
  const tensor = tensors[first];
  if (tensor === undefined) throw refusal(program, `no tensor \`${first}\``, 'one');
  return tensor.shape;
}

const zeroD: readonly number[] = [];

const refusal = ({ name }: Program, got: string, expected: string) =>
  new OptionError(`${name}: got ${got}, expected ${expected}.`);

function haveSameShape(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
