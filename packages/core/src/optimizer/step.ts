import { clone, keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { execute } from '../program/execute.js';
import { elementCount, parameterIndex } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';
import type { Program } from '../program/trace.js';
import { copyOf } from '../state/slots.js';
import { numbersOf, type Stage } from '../transform/stages.js';
import { namedRows } from '../transform/touched-rows.js';
import type { Parameter } from './parameter.js';
import type { Stepper } from './settings.js';
import type { SharedState } from './shared.js';
import { type GivenTotal, type Share, Totals } from './totals.js';

type Values = Readonly<Record<string, Tensor>>;

/** One parameter in a step: what moves it, and by what. */
export interface Mover {
  readonly parameter: Parameter;
  /** Position of its rule among those of the optimizer. */
  readonly part: number;
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
  readonly shared: SharedState;
}

/**
 * Moves parameters: each stage of their rules for all of them, since a total over all parameters is
 * known only when the stage before it is done. Nothing is read back.
 *
 * @returns The totals. The caller disposes of them.
 */
export function takeStep(
  movers: readonly Mover[],
  { broadcasts, shared }: StepCall,
): readonly GivenTotal[] {
  // Totals are added in the order of the parameters, so that the order of gradients changes no bit.
  const inOrder = movers.toSorted((a, b) => a.parameter.index - b.parameter.index);
  const steps = inOrder.map(
    (mover) => new ParameterStep(mover, { ...broadcasts, ...shared.of(mover.part) }),
  );
  const count = Math.max(0, ...steps.map(({ stageCount }) => stageCount));
  if (!movers.some(({ stepper }) => stepper.asksOthers)) {
    // What the stages of one parameter leave is freed before those of the next begin.
    for (const step of steps) step.takeAlone();
    return [];
  }
  let kept: readonly GivenTotal[] = [];
  tidy(() => {
    const totals = new Totals();
    for (let s = 0; s < count - 1; s++) {
      for (const step of steps) totals.add(step.part, step.run(s, totals.of(step.part)));
      totals.join();
    }
    // Shared numbers are read by all and written once, after the last has read them.
    for (const step of steps) step.finish(totals.of(step.part));
    for (const part of new Set(inOrder.map((mover) => mover.part))) {
      const first = inOrder.find((mover) => mover.part === part) as Mover;
      updateShared(first, shared.of(part), { ...broadcasts, ...totals.of(part) });
    }
    kept = totals.all;
  });
  return kept;
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

/** One parameter in the course of a step. */
class ParameterStep {
  readonly #mover: Mover;
  readonly #others: Values;
  #inputs: Values | undefined;
  /** What stages have left for later ones. */
  #left: Values = {};

  constructor(mover: Mover, others: Values) {
    this.#mover = mover;
    this.#others = others;
  }

  get part(): number {
    return this.#mover.part;
  }

  get stageCount(): number {
    return this.#mover.stepper.stages.stages.length;
  }

  /** Takes the whole step, of a rule that asks nothing of other parameters. */
  takeAlone(): void {
    if (this.stageCount === 1) {
      this.finish({});
      return;
    }
    tidy(() => {
      for (let s = 0; s < this.stageCount - 1; s++) this.run(s, {});
      this.finish({});
    });
  }

  /** Runs a stage that is not the last, and returns this parameter's parts of totals. */
  run(s: number, totals: Values): Share[] {
    const stage = this.#mover.stepper.stages.stages[s];
    if (stage === undefined || s === this.stageCount - 1) return [];
    const values = this.#values(totals);
    const made = this.#execute(stage, values);
    const called = this.#call(stage, { ...values, ...made });
    this.#left = { ...this.#left, ...made, ...called };
    return stage.totals.map((one) => ({ ...one, share: made[one.output] as Tensor }));
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
    // First all of them, since a value may be that of a slot before the step.
    const next = Object.entries(tensors).map(
      ([slot, value]) => [slot, clone(values[value] as Tensor)] as const,
    );
    for (const [slot, value] of next) parameter.take(slot, value);
  }

  /** What programs read. A total stands before this parameter's part of it. */
  #values(totals: Values): Values {
    this.#inputs ??= this.#begin();
    return { ...this.#inputs, ...this.#left, ...totals };
  }

  #begin(): Values {
    const { parameter, grad, namedRows: rows } = this.#mover;
    return {
      ...parameter.state,
      ...this.#others,
      ...(grad && { grad }),
      ...(rows && { [namedRows]: rows }),
      param: parameter.variable,
    };
  }

  #execute({ program }: Stage, tensors: Values): Values {
    if (program.outputs.length === 0) return {};
    return execute(program, { tensors, scalars: this.#scalarsFor(program) });
  }

  #call({ calls }: Stage, values: Values): Values {
    const { scalars } = this.#mover;
    const called: Record<string, Tensor> = {};
    for (const one of calls) {
      const { op, args, results } = one;
      const inputs = args.map((name) => values[name] as Tensor);
      const made = tidy(() => op.run(inputs, numbersOf(one, scalars)) as Record<string, Tensor>);
      for (const [result, name] of Object.entries(results)) {
        called[name] = this.#apart(made[result] as Tensor);
      }
    }
    return called;
  }

  /** A result in a buffer that nobody writes: an operation may return what it was given. */
  #apart(result: Tensor): Tensor {
    const { slots } = this.#mover.stepper;
    const isLasting = (name: string) =>
      slots.some((one) => one.name === name && one.kind === 'matrix');
    const isWritten = Object.entries(this.#inputs as Values).some(
      ([name, { dataId }]) => dataId === result.dataId && !isLasting(name),
    );
    return isWritten ? copyOf(result) : result;
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
