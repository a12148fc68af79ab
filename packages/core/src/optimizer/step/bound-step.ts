import { clone, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { elementCount, parameterIndex } from '../../program/expression.js';
import { type BoundProgram, bindProgram } from '../../program/run/bound-program.js';
import type { StepNumbers } from '../../program/tensor-op.js';
import type { Program } from '../../program/trace.js';
import { copyOf } from '../../state/slots.js';
import type { Slot } from '../../transform/slot.js';
import { numbersOf, type Stage } from '../../transform/stages.js';
import { namedRows } from '../../transform/touched-rows.js';
import type { CompiledStep, StepScalars } from '../groups/compiled-rule.js';
import type { Parameter } from '../groups/parameter.js';
import type { Share } from './totals.js';

type Values = Readonly<Record<string, Tensor>>;

/**
 * The programs of a step bound to one parameter and its state, once. A step gives it the gradient and the numbers,
 * and creates nothing else.
 */
export class BoundStep {
  readonly parameter: Parameter;
  readonly compiled: CompiledStep;
  /** The numbers of the step that is under way. */
  numbers: StepScalars | undefined;
  #epoch = -1;
  /** What programs read, by name: the parameter, its state, what all parameters share, the gradient. */
  readonly #values: Record<string, Tensor> = Object.create(null);
  /** The program of each stage; of one that has no outputs there is none. */
  readonly #stages: readonly (BoundProgram | undefined)[];
  readonly #final: BoundProgram;
  /** Writes state of one number. */
  readonly #numbers: BoundProgram | undefined;

  constructor(parameter: Parameter, compiled: CompiledStep) {
    const { stages, numbers } = compiled.stages;
    const { owned } = compiled;
    const { variable } = parameter;
    this.compiled = compiled;
    this.parameter = parameter;
    const own = { [elementCount]: variable.size, [parameterIndex]: parameter.index };
    const bind = (program: Program, more: object) =>
      bindProgram(program, { shape: variable.shape, scalars: own, ...more });
    this.#stages = stages
      .slice(0, -1)
      .map(({ program }) => (program.outputs.length === 0 ? undefined : bind(program, {})));
    const { program } = stages[stages.length - 1] as Stage;
    this.#final = bind(program, { owned, replaced: ['param'] });
    this.#numbers = numbers && bindProgram(numbers, { shape: [], owned, scalars: own });
    this.#set('param', variable);
    this.#bindState();
  }

  /** Whether this is how a parameter is stepped now, on the state that it has. */
  fits(compiled: CompiledStep): boolean {
    if (this.compiled !== compiled) return false;
    if (this.#epoch === this.parameter.epoch) return true;
    const isThere = ({ name, kind }: Slot) => kind === 'shared' || this.parameter.has(name);
    if (!compiled.slots.every(isThere)) return false;
    this.#bindState();
    return true;
  }

  #bindState(): void {
    const { slots, epoch } = this.parameter;
    for (const slot in slots) this.#set(slot, slots[slot] as Tensor);
    this.#epoch = epoch;
  }

  /** Position of its rule among those of the optimizer. */
  get part(): number {
    return this.parameter.group.part;
  }

  /** Number of programs that run one after the other, each for all parameters where totals are asked for. */
  get stageCount(): number {
    return this.#stages.length + 1;
  }

  /** Gives the step its gradient and what all parameters share. */
  begin(others: Values): void {
    const { grad, namedRows: rows } = this.parameter;
    if (grad !== undefined) this.#set('grad', grad as Tensor);
    if (rows !== undefined) this.#set(namedRows, rows);
    for (const name in others) this.#set(name, others[name] as Tensor);
  }

  /** Takes the whole step, of a rule that asks nothing of other parameters. */
  takeAlone(): void {
    if (this.#stages.length === 0) {
      this.finish(none);
      return;
    }
    tidy(() => {
      for (let s = 0; s < this.#stages.length; s++) this.run(s, none);
      this.finish(none);
    });
  }

  /** Runs a stage that is not the last, and returns this parameter's parts of totals. */
  run(s: number, totals: Values): Share[] {
    if (s >= this.#stages.length) return [];
    if (s === 0) this.#unpack();
    const { totals: asked, calls } = this.compiled.stages.stages[s] as Stage;
    this.#setAll(totals);
    const made = this.#stages[s]?.run(this.#scalars) ?? none;
    this.#setAll(made);
    for (const one of calls) this.#call(one);
    return asked.map((one) => ({ ...one, share: made[one.output] as Tensor }));
  }

  /** Runs the last stage, which moves the parameter and its state. A total stands before this parameter's part of it. */
  finish(totals: Values): void {
    if (this.#stages.length === 0) this.#unpack();
    this.#setAll(totals);
    // First all of them, since a value may be that of a slot before the step.
    const { tensors } = this.compiled.stages;
    const matrices: Record<string, Tensor> = {};
    for (const slot in tensors) {
      matrices[slot] = clone(this.#values[tensors[slot] as string] as Tensor);
    }
    this.#take(this.#final.run(this.#scalars));
    if (this.#numbers !== undefined) this.#take(this.#numbers.run(this.#scalars));
    this.#take(matrices);
  }

  get #scalars(): StepNumbers {
    return (this.numbers as StepScalars).scalars;
  }

  #set(name: string, tensor: Tensor): void {
    this.#values[name] = tensor;
    for (const stage of this.#stages) stage?.set(name, tensor);
    this.#final.set(name, tensor);
    this.#numbers?.set(name, tensor);
  }

  #setAll(values: Values): void {
    for (const name in values) this.#set(name, values[name] as Tensor);
  }

  /** State in bytes as formulas see it: new tensors, freed with the step. */
  #unpack(): void {
    const { bytes } = this.parameter;
    for (const slot in bytes) this.#set(slot, (bytes[slot] as (typeof bytes)[string]).unpack());
  }

  /** Most adapters write everything in place, and then there is nothing to take over. */
  #take(made: Values): void {
    for (const name in made) {
      const taken = this.parameter.take(name, made[name] as Tensor);
      if (taken !== undefined) this.#set(name, taken);
    }
    this.#epoch = this.parameter.epoch;
  }

  #call(one: Stage['calls'][number]): void {
    const { op, args, results } = one;
    const inputs = args.map((name) => this.#values[name] as Tensor);
    const numbers = numbersOf(one, this.#scalars);
    const made = tidy(() => op.run(inputs, numbers) as Record<string, Tensor>);
    for (const [result, name] of Object.entries(results)) {
      this.#set(name, this.#apart(made[result] as Tensor));
    }
  }

  /** A result in a buffer that nobody writes: an operation may return what it was given. */
  #apart(result: Tensor): Tensor {
    const { slots } = this.compiled;
    const { variable, slots: state } = this.parameter;
    const written = slots.filter(({ kind }) => kind !== 'matrix').map(({ name }) => state[name]);
    const isWritten = [variable, this.#values.grad, ...written].some(
      (one) => one?.dataId === result.dataId,
    );
    return isWritten ? copyOf(result) : result;
  }
}

const none: Values = {};
