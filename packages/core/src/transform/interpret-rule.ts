import { checkWord } from '../check.js';
import { notAccepted } from '../errors.js';
import { elementCount, parameterIndex } from '../program/expression.js';
import { joinInTree } from '../program/join-in-tree.js';
import type { NumberArray, StepNumbers } from '../program/tensor-op.js';
import { sizeOf } from '../shape.js';
import { checkTransform } from './check-transform.js';
import { furtherUpdate, lastStep } from './further.js';
import { arrayOf, InterpretedStep, type Moving, type Precision } from './interpreted-step.js';
import { type OptionValues, structureOf } from './options.js';
import type { Slot } from './slot.js';
import type { Stages } from './stages.js';
import { namedRows, rowCount } from './touched-rows.js';
import { traceRule } from './trace-rule.js';
import type { StepInfo, Transform } from './transform.js';

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
 *
 * @throws {@link OptionError} when an argument is of another kind.
 */
export class RuleInterpreter {
  readonly #rule: Transform;
  readonly #precision: Precision;
  readonly #parameters: Moving[];
  /** Programs by what they depend on. */
  readonly #traced = new Map<string, Stages>();
  readonly #shared: Record<string, NumberArray> = {};

  constructor(
    rule: Transform,
    parameters: readonly {
      readonly shape: readonly number[];
      readonly values: ArrayLike<number>;
    }[],
    precision: Precision,
  ) {
    const where = 'RuleInterpreter';
    checkTransform(where, rule);
    checkWord(where, { precision }, 'precision', ['float64', 'float32']);
    if (!Array.isArray(parameters) || !parameters.every(isParameter)) {
      throw notAccepted(where, parameters, 'a list of parameters: { shape, values }');
    }
    this.#rule = rule;
    this.#precision = precision;
    this.#parameters = parameters.map(({ shape, values }) => ({
      ...{ shape, t: 0, slots: {}, memory: {} },
      param: arrayOf(values, precision),
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
    if (parameter.t === 0) parameter.memory = rule.initialMemory(options, 0);
    parameter.t++;
    parameter.memory = rule.remember(options, infoOf(parameter));
  }

  #apply(
    rule: Transform,
    gradients: Gradients,
    optionsOf: OptionsOf,
    rowsOf: RowsOf = () => [],
  ): void {
    const steps = gradients.flatMap((gradient, i) =>
      gradient === null ? [] : [this.#begin(rule, i, gradient, optionsOf(i), rowsOf(i))],
    );
    const totals: Record<string, number> = {};
    const count = Math.max(0, ...steps.map(({ stages }) => stages.stages.length));
    for (let s = 0; s < count; s++) Object.assign(totals, this.#runStage(s, steps, totals));
    for (const step of steps) step.finish(totals);
    const [first] = steps;
    if (first?.stages.shared === undefined) return;
    Object.assign(this.#shared, first.runOnNumbers(first.stages.shared, totals));
  }

  /** Runs a stage of each parameter, and joins the totals that it leaves. */
  #runStage(s: number, steps: readonly InterpretedStep[], totals: StepNumbers): StepNumbers {
    const parts: Record<string, { join: (a: number, b: number) => number; each: number[] }> = {};
    for (const step of steps) {
      const stage = step.stages.stages[s];
      if (stage === undefined) continue;
      step.run(stage, totals);
      for (const { output, reduce } of stage.totals) {
        parts[output] ??= { join: reduce === 'max' ? Math.max : this.#add, each: [] };
        parts[output].each.push(step.numbers[output] as number);
      }
    }
    return Object.fromEntries(
      Object.entries(parts).map(([name, { join, each }]) => [
        name,
        joinInTree(each, (group) => group.reduce((a, b) => join(a, b))),
      ]),
    );
  }

  #begin(
    rule: Transform,
    i: number,
    gradient: ArrayLike<number>,
    options: OptionValues,
    rows: readonly number[],
  ): InterpretedStep {
    const parameter = this.#parameters[i] as Moving;
    const { shape, param } = parameter;
    const step = lastStep(rule, options, infoOf(parameter));
    for (const slot of rule.state(structureOf(options, rule.fixed), shape)) {
      const home = slot.kind === 'shared' ? this.#shared : parameter.slots;
      home[slot.name] ??= this.#initial(slot, param, options);
    }
    return new InterpretedStep({
      parameter,
      shared: this.#shared,
      stages: this.#stagesOf(rule, options, shape),
      scalars: {
        ...rule.scalars(options, step),
        ...rule.random(options, step),
        [elementCount]: param.length,
        [parameterIndex]: i,
      },
      tensors: {
        param: { shape, values: param },
        grad: { shape, values: arrayOf(gradient, this.#precision) },
        [namedRows]: this.#named(rowCount(shape), rows),
      },
      precision: this.#precision,
    });
  }

  #stagesOf(rule: Transform, options: OptionValues, shape: readonly number[]): Stages {
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
    return { shape: [count], values: arrayOf(values, this.#precision) };
  }

  #initial(
    { initial, shape }: Slot,
    param: NumberArray['values'],
    options: OptionValues,
  ): NumberArray {
    const values =
      initial === 'param' ? param : new Array<number>(sizeOf(shape)).fill(initial(options));
    return { shape, values: arrayOf(values, this.#precision) };
  }

  readonly #add = (a: number, b: number): number =>
    this.#precision === 'float32' ? Math.fround(a + b) : a + b;
}

const isParameter = (one: Partial<Record<'shape' | 'values', unknown>> | null): boolean =>
  Array.isArray(one?.shape) && typeof one.values === 'object' && one.values !== null;

/** The step that a parameter takes. There are no groups here, so schedules follow its own steps. */
const infoOf = ({ t, memory }: Moving): StepInfo => ({
  t,
  memory,
  groupStep: Math.max(0, t - 1),
  lossScale: 1,
});
