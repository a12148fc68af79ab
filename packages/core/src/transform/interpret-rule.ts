import { elementCount, parameterIndex } from '../program/expression.js';
import { interpret } from '../program/interpret.js';
import { joinInTree } from '../program/join-in-tree.js';
import type { NumberArray, StepNumbers } from '../program/tensor-op.js';
import { sizeOf } from '../shape.js';
import { furtherUpdate, lastStep } from './further.js';
import type { OptionValues, Rule, Slot } from './rule.js';
import { numbersOf, type Stage, type Stages } from './stages.js';
import { namedRows, rowCount } from './touched-rows.js';
import { structureOf, traceRule } from './trace-rule.js';

/** A parameter and its state in the interpreter. */
export interface InterpretedParameter {
  readonly shape: readonly number[];
  /** Steps that it has taken. */
  readonly t: number;
  readonly param: NumberArray['values'];
  /** State by slot; there is none before the first step. */
  readonly slots: Readonly<Record<string, NumberArray>>;
  readonly memory: StepNumbers;
}

interface Moving {
  shape: readonly number[];
  t: number;
  param: NumberArray['values'];
  slots: Record<string, NumberArray>;
  memory: StepNumbers;
}

/** One for each parameter; `null` where there is none, and the parameter stays. */
type Gradients = readonly (ArrayLike<number> | null)[];

/** The options of each parameter, schedules evaluated. */
type OptionsOf = (parameter: number) => OptionValues;

/** The rows that each gradient names, which matter to a rule that is rowwise. */
type RowsOf = (parameter: number) => readonly number[];

/**
 * The reference meaning of a rule, as {@link interpret} is of a program: steps parameters in JavaScript.
 *
 * In `'float64'` nothing is rounded, so that a formula can be held against a reference to 1e-9.
 */
export class RuleInterpreter {
  readonly #rule: Rule;
  readonly #precision: 'float64' | 'float32';
  readonly #parameters: Moving[];
  /** Programs by what they depend on. */
  readonly #traced = new Map<string, Stages>();
  #shared: Record<string, NumberArray> = {};

  constructor(
    rule: Rule,
    parameters: readonly {
      readonly shape: readonly number[];
      readonly values: ArrayLike<number>;
    }[],
    precision: 'float64' | 'float32',
  ) {
    this.#rule = rule;
    this.#precision = precision;
    this.#parameters = parameters.map(({ shape, values }) => ({
      ...{ shape, t: 0, slots: {}, memory: {} },
      param: this.#array(values),
    }));
  }

  get parameters(): readonly InterpretedParameter[] {
    return this.#parameters;
  }

  /** State that all parameters share. */
  get shared(): Readonly<Record<string, NumberArray>> {
    return this.#shared;
  }

  /** One step. */
  step(gradients: Gradients, optionsOf: OptionsOf, rowsOf?: RowsOf): void {
    for (const [i, gradient] of gradients.entries()) {
      if (gradient !== null) this.#count(this.#parameters[i] as Moving, optionsOf(i));
    }
    this.#apply(this.#rule, gradients, optionsOf, rowsOf);
  }

  /**
   * A further update of the rule, which is no step: with the numbers of the last step, or of the first
   * where there was none.
   */
  update(name: string, gradients: Gradients, optionsOf: OptionsOf, rowsOf?: RowsOf): void {
    this.#apply(furtherUpdate(this.#rule, name), gradients, optionsOf, rowsOf);
  }

  #count(parameter: Moving, options: OptionValues): void {
    const rule = this.#rule;
    if (parameter.t === 0) parameter.memory = rule.initialMemory(options);
    parameter.t++;
    parameter.memory = rule.remember(options, parameter.t, parameter.memory);
  }

  #apply(rule: Rule, gradients: Gradients, optionsOf: OptionsOf, rowsOf: RowsOf = () => []): void {
    const moves = gradients.flatMap((gradient, i) =>
      gradient === null ? [] : [this.#begin(rule, i, gradient, optionsOf(i), rowsOf(i))],
    );
    const totals: Record<string, number> = {};
    const count = Math.max(0, ...moves.map(({ stages }) => stages.stages.length));
    for (let s = 0; s < count; s++) {
      const parts: Record<string, { join: (a: number, b: number) => number; each: number[] }> = {};
      for (const move of moves) {
        const stage = move.stages.stages[s];
        if (stage === undefined) continue;
        this.#run(stage, move, totals);
        for (const name of stage.totals) {
          const isMaximum = stage.program.outputs.some(
            (output) => output.name === name && output.reduce === 'max',
          );
          parts[name] ??= { join: isMaximum ? Math.max : this.#add, each: [] };
          parts[name].each.push(move.numbers[name] as number);
        }
      }
      for (const [name, { join, each }] of Object.entries(parts)) {
        totals[name] = joinInTree(each, (some) => some.reduce((a, b) => join(a, b)));
      }
    }
    for (const move of moves) this.#finish(move, totals);
    const [first] = moves;
    if (first?.stages.shared === undefined) return;
    const inputs = this.#zeroD({ ...first, numbers: { ...first.numbers, ...totals } });
    this.#write(this.#shared, interpret(first.stages.shared, inputs, this.#precision, 1));
  }

  #begin(
    rule: Rule,
    i: number,
    gradient: ArrayLike<number>,
    options: OptionValues,
    rows: readonly number[],
  ): Move {
    const parameter = this.#parameters[i] as Moving;
    const { t, memory } = lastStep(rule, options, parameter.t, parameter.memory);
    const slots = rule.state(structureOf(options, rule.fixed), parameter.shape);
    for (const slot of slots) {
      const home = slot.kind === 'shared' ? this.#shared : parameter.slots;
      home[slot.name] ??= this.#initial(slot, parameter, options);
    }
    return {
      parameter,
      stages: this.#stagesOf(rule, options, parameter.shape),
      scalars: {
        ...rule.scalars(options, t, memory),
        ...rule.integers(options, t),
        [elementCount]: parameter.param.length,
        [parameterIndex]: i,
      },
      arrays: {
        param: { shape: parameter.shape, values: parameter.param },
        grad: { shape: parameter.shape, values: this.#array(gradient) },
        [namedRows]: this.#named(rowCount(parameter.shape), rows),
      },
      numbers: {},
    };
  }

  #stagesOf(rule: Rule, options: OptionValues, shape: readonly number[]): Stages {
    const key = JSON.stringify([rule.name, structureOf(options, rule.fixed), shape]);
    let stages = this.#traced.get(key);
    if (stages === undefined) {
      stages = traceRule(rule, options, shape);
      this.#traced.set(key, stages);
    }
    return stages;
  }

  #named(count: number, rows: readonly number[]): NumberArray {
    const values = Array.from({ length: count }, (_, row) => Number(rows.includes(row)));
    return { shape: [count], values: this.#array(values) };
  }

  #initial({ initial, shape }: Slot, { param }: Moving, options: OptionValues): NumberArray {
    if (initial === 'param') return { shape, values: this.#array(param) };
    const size = sizeOf(shape);
    return { shape, values: this.#array(new Array<number>(size).fill(initial(options))) };
  }

  /** Runs one stage and keeps what it gives, the new parameter and state among it, for {@link #finish}. */
  #run({ program, calls }: Stage, move: Move, totals: Readonly<Record<string, number>>): void {
    const inputs: Record<string, number | ArrayLike<number>> = { ...move.scalars };
    for (const name of program.tensors) inputs[name] = this.#find(move, name).values;
    for (const name of program.broadcasts) {
      inputs[name] = this.#find(move, name, totals).values[0] as number;
    }
    const results = interpret(program, inputs, this.#precision, move.parameter.param.length);
    for (const [name, value] of Object.entries(results)) {
      if (typeof value === 'number') move.numbers[name] = value;
      else move.arrays[`new ${name}`] = { shape: move.parameter.shape, values: value };
    }
    for (const call of calls) {
      const { op, args, results: names } = call;
      const made = op.interpret(
        args.map((name) => move.arrays[`new ${name}`] ?? this.#find(move, name, totals)),
        numbersOf(call, move.scalars),
      );
      for (const [result, name] of Object.entries(names)) {
        const { shape, values } = made[result] as NumberArray;
        move.arrays[name] = { shape, values: this.#array(values) };
      }
    }
  }

  #finish(move: Move, totals: Readonly<Record<string, number>>): void {
    const { parameter, stages, arrays } = move;
    const numbers =
      stages.numbers &&
      interpret(
        stages.numbers,
        this.#zeroD({ ...move, numbers: { ...move.numbers, ...totals } }),
        this.#precision,
        1,
      );
    // Before anything is replaced: a value may be that of a slot before the step.
    const tensors = Object.entries(stages.tensors).map(
      ([slot, value]) => [slot, this.#find(move, value)] as const,
    );
    parameter.param = arrays['new param']?.values ?? parameter.param;
    for (const { name } of this.#slotsOf(move)) {
      const next = arrays[`new ${name}`];
      if (next !== undefined) parameter.slots[name] = next;
    }
    Object.assign(parameter.slots, Object.fromEntries(tensors));
    if (numbers !== undefined) this.#write(parameter.slots, numbers);
  }

  #slotsOf({ parameter }: Move): { name: string }[] {
    return Object.keys(parameter.slots).map((name) => ({ name }));
  }

  /** Inputs of a program over one number. */
  #zeroD(move: Move): Record<string, number | ArrayLike<number>> {
    const inputs: Record<string, number | ArrayLike<number>> = { ...move.scalars };
    for (const { name } of this.#slotsOf(move)) inputs[name] = this.#find(move, name).values;
    for (const [name, { values }] of Object.entries(this.#shared)) inputs[name] = values;
    for (const [name, value] of Object.entries(move.numbers)) inputs[name] = [value];
    return inputs;
  }

  #find(move: Move, name: string, totals: Readonly<Record<string, number>> = {}): NumberArray {
    const number = totals[name] ?? move.numbers[name];
    if (number !== undefined) return { shape: [], values: this.#array([number]) };
    return (move.arrays[name] ?? move.parameter.slots[name] ?? this.#shared[name]) as NumberArray;
  }

  #write(home: Record<string, NumberArray>, results: ReturnType<typeof interpret>): void {
    for (const [name, values] of Object.entries(results)) {
      home[name] = { shape: [], values: this.#array(values as ArrayLike<number>) };
    }
  }

  readonly #add = (a: number, b: number): number =>
    this.#precision === 'float32' ? Math.fround(a + b) : a + b;

  #array(values: ArrayLike<number>): NumberArray['values'] {
    return this.#precision === 'float32' ? new Float32Array(values) : new Float64Array(values);
  }
}

/** A parameter in the course of a step. */
interface Move {
  readonly parameter: Moving;
  readonly stages: Stages;
  readonly scalars: StepNumbers;
  /** Values for each element and of other shapes; `new …` are those that a program has given. */
  readonly arrays: Record<string, NumberArray>;
  readonly numbers: Record<string, number>;
}
