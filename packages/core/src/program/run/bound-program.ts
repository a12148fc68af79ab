import { engine, getBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { recording } from '../../capture/recording.js';
import type { StepNumbers } from '../tensor-op.js';
import type { Program } from '../trace.js';
import type { Kernel } from './backend.js';
import { compiled, type KernelAttributes, kernelNameOf } from './compiled.js';
import { compose } from './compose.js';
import { hintAtAdapter } from './hint.js';
import { type Registration, sharedRegistry } from './registry.js';
import { type ProgramSetting, ResolvedCall } from './resolve.js';

/** A program that is bound to its tensors once and runs many times. Made by {@link bindProgram}. */
export class BoundProgram {
  readonly #program: Program;
  readonly #call: ResolvedCall<Tensor>;
  /** Name and arguments of the kernel as TensorFlow.js has them. */
  readonly #kernelName: string;
  readonly #inputs: Record<string, Tensor> = {};
  readonly #attributes: KernelAttributes = { runInKernel: () => this.#runInKernel() };
  #registration: Registration | undefined;
  #kernel: Kernel | undefined;
  /** Names of the tensors that the kernel has just made. */
  #made: readonly string[] = [];

  constructor(program: Program, setting: ProgramSetting) {
    this.#program = program;
    this.#call = new ResolvedCall<Tensor>(program, setting);
    this.#kernelName = kernelNameOf(program);
  }

  /**
   * Binds a tensor to a name, in place of the one that was bound to it. Names that the program does
   * not know are ignored.
   *
   * @throws {@link OptionError} when its shape or dtype does not fit the program.
   */
  set(name: string, tensor: Tensor): void {
    if (this.#call.set(name, tensor)) this.#inputs[name] = tensor;
  }

  /**
   * Runs on the tensors that are bound, on the TensorFlow.js backend that is current.
   *
   * @param scalars Those scalars and integers of the program that were not given when it was bound, by
   * name. Others are ignored.
   * @returns The outputs that were not written in place, by name. The caller disposes them.
   * @throws {@link OptionError} when a tensor or a number is missing.
   */
  run(scalars: StepNumbers = none): Readonly<Record<string, Tensor>> {
    this.#call.complete(scalars);
    const { shape, numbers } = this.#call;
    const run = { program: this.#program, shape, inputs: this.#inputs, numbers };
    return recording()?.program(run, () => this.#run()) ?? this.#run();
  }

  /**
   * Runs several programs, none of which reads what another one writes, each as {@link run} does: in one launch those
   * that are alike, where the adapter of the backend can.
   *
   * @param scalars For each program.
   * @returns What each of them gives back, in their order.
   */
  static runAll(
    programs: readonly BoundProgram[],
    scalars: readonly StepNumbers[],
  ): readonly Readonly<Record<string, Tensor>>[] {
    const results: Readonly<Record<string, Tensor>>[] = [];
    const alike = new Map<Kernel, number[]>();
    programs.forEach((one, i) => {
      const kernel = recording() === undefined ? one.#findKernel() : undefined;
      if (kernel?.runAll === undefined) {
        results[i] = one.run(scalars[i]);
        return;
      }
      one.#call.complete(scalars[i] as StepNumbers);
      const others = alike.get(kernel);
      if (others === undefined) alike.set(kernel, [i]);
      else others.push(i);
    });
    for (const [kernel, positions] of alike) {
      const some = positions.map((i) => programs[i] as BoundProgram);
      const made = BoundProgram.#launch(kernel, some);
      positions.forEach((i, k) => {
        results[i] = made[k] as (typeof results)[number];
      });
    }
    return results;
  }

  static #launch(
    kernel: Kernel,
    programs: readonly BoundProgram[],
  ): readonly Readonly<Record<string, Tensor>>[] {
    const [first] = programs as [BoundProgram];
    const inputs: Record<string, Tensor> = {};
    programs.forEach((one, i) => {
      for (const name in one.#inputs) inputs[`${i}/${name}`] = one.#inputs[name] as Tensor;
    });
    let names: readonly (readonly string[])[] = [];
    const attributes: KernelAttributes = {
      runInKernel() {
        const made = (kernel.runAll as NonNullable<Kernel['runAll']>)(
          programs.map((one) => one.#call),
        );
        names = made.map((one) => Object.keys(one));
        return made.flatMap((one) => Object.values(one));
      },
    };
    const tensors = engine().runKernel<Tensor[]>(first.#kernelName, inputs, attributes as never);
    let at = 0;
    return names.map((some) =>
      some.length === 0
        ? none
        : Object.fromEntries(some.map((name) => [name, tensors[at++] as Tensor])),
    );
  }

  /** The kernel of the program on the backend that is current, if there is an adapter for it. */
  #findKernel(): Kernel | undefined {
    const registration = sharedRegistry().registrations.get(getBackend());
    if (registration === undefined) return undefined;
    if (registration !== this.#registration) {
      this.#kernel = compiled(registration, this.#program);
      this.#registration = registration;
    }
    return this.#kernel;
  }

  #run(): Readonly<Record<string, Tensor>> {
    if (this.#findKernel() === undefined) {
      hintAtAdapter(getBackend());
      return compose(this.#program, this.#call);
    }
    const tensors = engine().runKernel<Tensor[]>(
      this.#kernelName,
      this.#inputs,
      // Attributes are typed as data, but TensorFlow.js only hands them on.
      this.#attributes as never,
    );
    if (tensors.length === 0) return none;
    return Object.fromEntries(this.#made.map((name, i) => [name, tensors[i] as Tensor]));
  }

  #runInKernel(): TensorInfo[] {
    const made = (this.#kernel as Kernel).run(this.#call);
    this.#made = Object.keys(made);
    return Object.values(made);
  }
}

/**
 * Makes a program ready to run many times over tensors of one shape. Names are resolved and tensors
 * checked once, so that a run creates next to nothing. The results are those of {@link execute}, to
 * the bit, and `tf.profile` shows each run as `Nadir.<name of the program>`.
 *
 * - **Fixed** are the program, the shape, which names are owned and replaced, and the scalars given here,
 *   such as the number of a parameter among others.
 * - **From run to run** change the scalars given to `run`, and any tensor, by `set`. The new one has the
 *   shape of the old. A `tf.Variable` that was assigned other values need not be set again.
 * - **Ownership** is that of {@link execute}. An output named in `owned` is written into the tensor
 *   that is bound to its name. So is one named in `replaced`, where the adapter is certain that nobody
 *   else sees the buffer. `run` returns all others as new tensors, which it does not bind: a caller that
 *   takes one as the next value of a state binds it by `set`.
 * - **Disposal** is the caller's. A tensor that is disposed of has to be replaced before the next run.
 * - **The backend** of TensorFlow.js, and the adapter for it, may change between runs.
 *
 * A function whose gradients TensorFlow.js takes calls {@link execute} instead: what it records must not
 * be bound to other tensors by a later run.
 *
 * @throws {@link OptionError} when a scalar is no number.
 * @example
 * ```ts
 * const move = bindProgram(program, { shape: [4], owned: ['m'], replaced: ['param'] });
 * move.set('param', variable);
 * move.set('m', m);
 * for (const grad of gradients) {
 *   move.set('grad', grad);
 *   const made = move.run({ rate: 0.1 });
 *   // Where there is an adapter for the backend, both are mostly written in place.
 *   if (made.param) variable.assign(made.param);
 *   made.param?.dispose();
 *   if (made.m) {
 *     m.dispose();
 *     m = made.m;
 *     move.set('m', m);
 *   }
 * }
 * ```
 */
export function bindProgram(program: Program, setting: ProgramSetting): BoundProgram {
  return new BoundProgram(program, setting);
}

const none: Readonly<Record<string, never>> = Object.freeze({});
