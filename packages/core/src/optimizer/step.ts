import { keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import {
  elementCount,
  execute,
  namedRows,
  type Program,
  parameterIndex,
  type Reduction,
  type Stage,
  type StepNumbers,
} from '../program/index.js';
import type { Parameter } from './parameter.js';
import type { Stepper } from './settings.js';
import { totalOf } from './total.js';

type Values = Readonly<Record<string, Tensor>>;

/** One parameter in a step: what moves it, and by what. */
export interface Mover {
  readonly parameter: Parameter;
  readonly stepper: Stepper;
  readonly scalars: StepNumbers;
  /** There is none for a further update that needs none. */
  readonly grad: Tensor | undefined;
  /** How often the gradient names each row, if the rule is rowwise. */
  readonly namedRows?: Tensor;
}

/** What a step needs beside its movers. */
export interface StepCall {
  /** 0-D tensors that rules read. */
  readonly broadcasts: Values;
  /** State that all parameters share. It is updated, and new tensors in it are kept. */
  readonly shared: Record<string, Tensor>;
}

/**
 * Moves parameters: each stage of their rules for all of them, since a total over all parameters is
 * known only when the stage before it is done. Nothing is read back.
 *
 * @returns The totals by name. The caller disposes of them.
 */
export function takeStep(movers: readonly Mover[], { broadcasts, shared }: StepCall): Values {
  const steps = movers.map((mover) => new ParameterStep(mover, { ...broadcasts, ...shared }));
  const count = Math.max(0, ...steps.map(({ stageCount }) => stageCount));
  if (count === 1) {
    for (const step of steps) step.finish({});
    return {};
  }
  return tidy(() => {
    const totals: Record<string, Tensor> = {};
    for (let s = 0; s < count - 1; s++) {
      const parts: Record<string, { reduce: Reduction; each: Tensor[] }> = {};
      for (const step of steps) {
        for (const { name, reduce, part } of step.run(s, totals)) {
          parts[name] ??= { reduce, each: [] };
          parts[name].each.push(part);
        }
      }
      for (const [name, { reduce, each }] of Object.entries(parts)) {
        totals[name] = keep(totalOf(each, reduce));
      }
    }
    // Shared numbers are read by all and written once, after the last has read them.
    for (const step of steps) step.finish(totals);
    updateShared(movers[0] as Mover, shared, { ...broadcasts, ...totals });
    return totals;
  });
}

function updateShared(
  { stepper, scalars }: Mover,
  shared: Record<string, Tensor>,
  others: Values,
): void {
  const program = stepper.stages.shared;
  if (program === undefined) return;
  const outputs = execute(program, {
    tensors: { ...others, ...shared },
    scalars,
    owned: Object.keys(shared),
    shape: [],
  });
  for (const [name, made] of Object.entries(outputs)) {
    shared[name]?.dispose();
    shared[name] = keep(made);
  }
}

/** What a parameter adds to a number over all of them. */
interface Part {
  readonly name: string;
  readonly reduce: Reduction;
  readonly part: Tensor;
}

/** One parameter in the course of a step. */
class ParameterStep {
  readonly #mover: Mover;
  readonly #inputs: Values;
  /** What stages have left for later ones. */
  #left: Values = {};

  constructor(mover: Mover, inputs: Values) {
    this.#mover = mover;
    const { parameter, grad, namedRows: rows } = mover;
    const { slots, variable } = parameter;
    const own = { ...(grad && { grad }), ...(rows && { [namedRows]: rows }) };
    this.#inputs = { ...slots, ...inputs, ...own, param: variable };
  }

  get stageCount(): number {
    return this.#mover.stepper.stages.stages.length;
  }

  /** Runs a stage that is not the last, and returns this parameter's parts of totals. */
  run(s: number, totals: Values): Part[] {
    const stage = this.#mover.stepper.stages.stages[s];
    if (stage === undefined || s === this.stageCount - 1) return [];
    const values = this.#values(totals);
    const made = this.#execute(stage, values);
    const called = this.#call(stage, { ...values, ...made });
    this.#left = { ...this.#left, ...made, ...called };
    return stage.program.outputs.flatMap(({ name, reduce }) =>
      reduce !== undefined && stage.totals.includes(name)
        ? [{ name, reduce, part: made[name] as Tensor }]
        : [],
    );
  }

  /** Runs the last stage, which moves the parameter and its state. */
  finish(totals: Values): void {
    const { parameter, stepper, scalars } = this.#mover;
    const { stages, numbers, tensors } = stepper.stages;
    const values = this.#values(totals);
    const { program } = stages[stages.length - 1] as Stage;
    const outputs = execute(program, {
      tensors: values,
      scalars: this.#scalarsFor(program),
      owned: stepper.owned,
      replaced: ['param'],
    });
    // Most adapters write all of them in place, and then there is nothing to take over.
    for (const [name, made] of Object.entries(outputs)) parameter.take(name, made);
    if (numbers !== undefined) {
      const made = execute(numbers, { tensors: values, scalars, owned: stepper.owned, shape: [] });
      for (const [name, one] of Object.entries(made)) parameter.take(name, one);
    }
    for (const [slot, value] of Object.entries(tensors)) {
      parameter.take(slot, values[value] as Tensor);
    }
  }

  /** What programs read. A total stands before this parameter's part of it. */
  #values(totals: Values): Values {
    return { ...this.#inputs, ...this.#left, ...totals };
  }

  #execute({ program }: Stage, tensors: Values): Values {
    if (program.outputs.length === 0) return {};
    return execute(program, { tensors, scalars: this.#scalarsFor(program) });
  }

  #call({ calls }: Stage, values: Values): Values {
    const { scalars } = this.#mover;
    const called: Record<string, Tensor> = {};
    for (const { op, args, results } of calls) {
      const made = tidy(
        () =>
          op.run(
            args.map((name) => values[name] as Tensor),
            scalars,
          ) as Record<string, Tensor>,
      );
      for (const [result, name] of Object.entries(results)) called[name] = made[result] as Tensor;
    }
    return called;
  }

  /** The numbers of the step, and of this parameter where the program asks for them. */
  #scalarsFor({ scalars: names, integers }: Program): StepNumbers {
    const { scalars, parameter } = this.#mover;
    const asks = names.includes(elementCount) || integers.includes(parameterIndex);
    if (!asks) return scalars;
    const { index, variable } = parameter;
    return { ...scalars, [elementCount]: variable.size, [parameterIndex]: index };
  }
}
