import { interpret } from '../program/interpret.js';
import type { NumberArray, StepNumbers } from '../program/tensor-op.js';
import type { Program } from '../program/trace.js';
import { numbersOf, type Stage, type Stages } from './stages.js';

type Arrays = Record<string, NumberArray>;

/** `'float64'` rounds nothing, `'float32'` every operation. */
export type Precision = 'float64' | 'float32';

/** A parameter and its state in the interpreter, which steps change. */
export interface Moving {
  shape: readonly number[];
  t: number;
  param: NumberArray['values'];
  slots: Arrays;
  memory: StepNumbers;
}

/** Values rounded to a precision. */
export const arrayOf = (values: ArrayLike<number>, precision: Precision): NumberArray['values'] =>
  precision === 'float32' ? new Float32Array(values) : new Float64Array(values);

/** What a step of a parameter begins with. */
interface Beginning {
  readonly parameter: Moving;
  /** State that all parameters share. */
  readonly shared: Readonly<Arrays>;
  readonly stages: Stages;
  readonly scalars: StepNumbers;
  /** The parameter, its gradient and the rows that this names. */
  readonly tensors: Readonly<Arrays>;
  readonly precision: Precision;
}

/** A step of one parameter, run stage by stage. What the stages give takes effect when it is finished. */
export class InterpretedStep {
  readonly stages: Stages;
  /** Numbers over all elements by the name of the output that gives them. */
  readonly numbers: Record<string, number> = {};
  readonly #parameter: Moving;
  readonly #shared: Readonly<Arrays>;
  readonly #scalars: StepNumbers;
  readonly #precision: Precision;
  /** Tensors that programs and operations read. */
  readonly #values: Arrays;
  /** New values for each element, by output. */
  readonly #elements: Arrays = {};

  constructor({ parameter, shared, stages, scalars, tensors, precision }: Beginning) {
    this.stages = stages;
    this.#parameter = parameter;
    this.#shared = shared;
    this.#scalars = scalars;
    this.#precision = precision;
    this.#values = { ...tensors };
  }

  /** Runs one stage. `totals` are those over all parameters that earlier stages have left. */
  run({ program, calls }: Stage, totals: StepNumbers): void {
    const inputs: Record<string, number | ArrayLike<number>> = { ...this.#scalars };
    for (const name of program.tensors) inputs[name] = this.#find(name).values;
    for (const name of program.broadcasts) {
      inputs[name] = this.#find(name, totals).values[0] as number;
    }
    const { shape, param } = this.#parameter;
    const results = interpret(program, inputs, this.#precision, param.length);
    for (const [name, value] of Object.entries(results)) {
      if (typeof value === 'number') this.numbers[name] = value;
      else this.#elements[name] = { shape, values: value };
    }
    for (const call of calls) {
      const made = call.op.interpret(
        call.args.map((name) => this.#elements[name] ?? this.#find(name, totals)),
        numbersOf(call, this.#scalars),
      );
      for (const [result, name] of Object.entries(call.results)) {
        const { shape: own, values } = made[result] as NumberArray;
        this.#values[name] = { shape: own, values: arrayOf(values, this.#precision) };
      }
    }
  }

  /** Gives the parameter and its state their new values. */
  finish(totals: StepNumbers): void {
    const parameter = this.#parameter;
    const numbers = this.stages.numbers && this.runOnNumbers(this.stages.numbers, totals);
    // Before anything is replaced: a value may be that of a slot before the step.
    const matrices = Object.entries(this.stages.tensors).map(
      ([slot, value]) => [slot, this.#find(value)] as const,
    );
    parameter.param = this.#elements.param?.values ?? parameter.param;
    for (const name of Object.keys(parameter.slots)) {
      const next = this.#elements[name];
      if (next !== undefined) parameter.slots[name] = next;
    }
    Object.assign(parameter.slots, Object.fromEntries(matrices), numbers);
  }

  /** What a program over one number gives: inputs are state of one number, and numbers over all elements. */
  runOnNumbers(program: Program, totals: StepNumbers): Arrays {
    const inputs: Record<string, number | ArrayLike<number>> = { ...this.#scalars };
    const state = { ...this.#parameter.slots, ...this.#shared };
    for (const [name, { values }] of Object.entries(state)) inputs[name] = values;
    for (const [name, value] of Object.entries({ ...this.numbers, ...totals })) {
      inputs[name] = [value];
    }
    const results = Object.entries(interpret(program, inputs, this.#precision, 1));
    return Object.fromEntries(
      results.map(([name, value]) => [
        name,
        { shape: [], values: arrayOf(value as ArrayLike<number>, this.#precision) },
      ]),
    );
  }

  #find(name: string, totals: StepNumbers = {}): NumberArray {
    const number = totals[name] ?? this.numbers[name];
    if (number !== undefined) return { shape: [], values: arrayOf([number], this.#precision) };
    return (this.#values[name] ?? this.#parameter.slots[name] ?? this.#shared[name]) as NumberArray;
  }
}
