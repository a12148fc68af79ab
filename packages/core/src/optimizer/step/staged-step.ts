import { clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { BoundProgram } from '../../program/run/bound-program.js';
import { copyOf } from '../../state/slots.js';
import { isPacked } from '../../transform/slot.js';
import { numbersOf, type Stage } from '../../transform/stages.js';
import { namedRows } from '../../transform/touched-rows.js';
import type { CompiledStep } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import { BoundStep, type Values } from './bound-step.js';
import type { Share } from './totals.js';

/** The programs of a step that takes several, and the calls between them, bound to one parameter and its state. */
export class StagedStep extends BoundStep {
  /** What programs and calls read, by name: the parameter, its state, what all parameters share, the gradient. */
  readonly #values: Record<string, Tensor> = Object.create(null);
  /** The program of each stage but the last; of one that has no outputs there is none. */
  readonly #stages: readonly (BoundProgram | undefined)[];
  /** Writes state of one number. */
  readonly #numbers: BoundProgram | undefined;

  constructor(parameter: Parameter, compiled: CompiledStep) {
    super(parameter, compiled);
    const { stages, numbers } = compiled.stages;
    const { owned } = compiled;
    this.#stages = stages
      .slice(0, -1)
      .map(({ program }) =>
        program.outputs.length === 0 ? undefined : this.bindProgram(program, {}),
      );
    this.#numbers = numbers && this.bindProgram(numbers, { shape: [], owned });
  }

  override get stageCount(): number {
    return this.#stages.length + 1;
  }

  override begin(others: Values): void {
    const { namedRows: rows } = this.parameter;
    if (rows !== undefined) this.set(namedRows, rows);
    super.begin(others);
  }

  protected override get isOneProgram(): boolean {
    return false;
  }

  protected override takeAlone(): void {
    if (this.#stages.length === 0) {
      this.finish(none);
      return;
    }
    tidy(() => {
      for (let s = 0; s < this.#stages.length; s++) this.run(s, none);
      this.finish(none);
    });
  }

  override run(s: number, totals: Values): Share[] {
    if (s >= this.#stages.length) return [];
    if (s === 0) this.#unpack();
    const { totals: asked, calls } = this.compiled.stages.stages[s] as Stage;
    this.setAll(totals);
    const made = this.#stages[s]?.run(this.scalars) ?? none;
    this.setAll(made);
    for (const one of calls) this.#call(one);
    return asked.map((one) => ({ ...one, share: made[one.output] as Tensor }));
  }

  /** A total stands before this parameter's part of it. */
  override finish(totals: Values): void {
    if (this.#stages.length === 0) this.#unpack();
    this.setAll(totals);
    // First all of them, since a value may be that of a slot before the step.
    const { tensors } = this.compiled.stages;
    const matrices: Record<string, Tensor> = {};
    for (const slot in tensors) {
      matrices[slot] = clone(this.#values[tensors[slot] as string] as Tensor);
    }
    super.finish(totals);
    if (this.#numbers !== undefined) this.take(this.#numbers.run(this.scalars));
    this.take(matrices);
  }

  protected override set(name: string, tensor: Tensor): void {
    this.#values[name] = tensor;
    for (const stage of this.#stages) stage?.set(name, tensor);
    super.set(name, tensor);
    this.#numbers?.set(name, tensor);
  }

  /** State in bytes as formulas see it: new tensors, freed with the step. */
  #unpack(): void {
    for (const [slot, kept] of Object.entries(this.parameter.slots)) {
      if (isPacked(kept)) this.set(slot, kept.unpack());
    }
  }

  #call(one: Stage['calls'][number]): void {
    const { op, args, results } = one;
    const inputs = args.map((name) => this.#values[name] as Tensor);
    const numbers = numbersOf(one, this.scalars);
    const made = tidy(() => op.run(inputs, numbers) as Record<string, Tensor>);
    for (const [result, name] of Object.entries(results)) {
      this.set(name, this.#apart(made[result] as Tensor));
    }
  }

  /** A result in a buffer that nobody writes: an operation may return what it was given. */
  #apart(result: Tensor): Tensor {
    const { slots } = this.compiled;
    const { variable, slots: state } = this.parameter;
    const written = slots
      .filter(({ kind }) => kind !== 'matrix')
      .map(({ name }) => state[name] as Tensor | undefined);
    const isWritten = [variable, this.#values.grad, ...written].some(
      (one) => one?.dataId === result.dataId,
    );
    return isWritten ? copyOf(result) : result;
  }
}

const none: Values = {};
