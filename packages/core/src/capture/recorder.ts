import {
  type DataId,
  engine,
  type KernelConfig,
  type Scalar,
  scalar,
  type Tensor,
  type TensorInfo,
  Variable,
} from '@tensorflow/tfjs-core';
import { beforeChange } from '../optimizer/gradients/changes.js';
import { Buffers } from './buffers.js';
import { nodeDiffers, originDiffers } from './difference.js';
import { Draws } from './draws.js';
import { Problem } from './problem.js';
import {
  type Counter,
  type DrawCounters,
  type ProgramRun,
  type Recording,
  recordingBy,
} from './recording.js';
import type { RecordNode, StepRecord, Use } from './step-record.js';
import { takeApart } from './tensors-within.js';
import { userLine } from './user-line.js';
import { watchHost } from './watch-host.js';
import { type KernelArguments, watchKernels } from './watch-kernels.js';

/** Kernels whose results have a shape that depends on values. */
const shapedByValues = /^(Where|Unique|NonMaxSuppression.*|SparseFillEmptyRows|SparseReshape)$/;

/** Writes down everything that one run of a step does, and finds what cannot be done again without running its code. */
export class Recorder implements Recording {
  readonly #nodes: RecordNode[] = [];
  /** By what they watch. */
  readonly #guards = new Map<object, () => boolean>();
  readonly #draws = new Draws();
  readonly #counts = new Map<Counter, { before: number; after: number }>();
  readonly #buffers: Buffers;
  /** The buffers that variables have at the moment, where the step has read or set them. */
  readonly #held = new Map<Variable, Use>();
  readonly #expected: StepRecord | undefined;
  readonly #report: (problem: Problem) => void;
  readonly #isTraced: boolean;
  /** How many kernels, programs and effects are under way, whose inside is not recorded. */
  #depth = 0;

  /**
   * @param expected The record of the run before, which this one must repeat.
   * @param report Is told of what cannot be captured, before it has any effect.
   * @param isTraced Whether messages name the lines where tensors are made.
   */
  constructor(
    tensors: readonly Tensor[],
    expected: StepRecord | undefined,
    report: (problem: Problem) => void,
    isTraced: boolean,
  ) {
    this.#isTraced = isTraced;
    this.#expected = expected;
    this.#report = report;
    this.#buffers = new Buffers(tensors);
  }

  /** Runs a step and writes down what it does. */
  run<Result>(step: () => Result): Result {
    const listener = {
      written: (dataId: DataId, values: unknown) => {
        if (this.#depth === 0) this.#enter(dataId, values);
      },
      reads: () => this.#reads(),
      assigns: (variable: Variable, value: Tensor) => this.#assigns(variable, value),
    };
    const watched = () =>
      watchKernels(
        engine().backendName,
        (config, args, made) => this.#kernel(config, args, made),
        (change) => {
          this.#depth += change;
        },
        () => recordingBy(this, step),
      );
    return watchHost(listener, watched);
  }

  /** The record of a step that has run, with what it returned. Whoever takes it lets go of the tensors that it holds. */
  finish(results: readonly Tensor[]): StepRecord {
    const record: StepRecord = {
      nodes: this.#nodes,
      results: results.map((tensor) => this.#use(tensor)),
      origins: this.#buffers.origins,
      counts: new Map(
        [...this.#counts].map(([counter, { before, after }]) => [counter, after - before]),
      ),
      guards: [...this.#guards.values()],
    };
    if (this.#expected) this.#compareEnd(this.#expected, record);
    return record;
  }

  /** Lets go of what it holds. */
  dispose(): void {
    this.#buffers.dispose();
  }

  effect<Inputs>(name: string, inputs: Inputs, run: (inputs: Inputs) => void): void {
    const parts = takeApart(inputs);
    this.#add({
      kind: 'effect',
      name,
      inputs: parts.tensors.map((tensor) => this.#use(tensor)),
      outputs: [],
      run: (tensors) => run(parts.with(tensors)),
    });
    this.#unseen(() => run(inputs));
    this.#held.clear();
  }

  scope<T>(name: string, begin: () => () => void, action: () => T): T {
    let end = () => {};
    this.effect(name, [], () => {
      const leave = begin();
      end = () => {
        end = () => {};
        leave();
      };
      // Where a replay throws in between, it ends with all else.
      beforeChange(() => ({ undo() {}, forget: () => end() }));
    });
    try {
      return action();
    } finally {
      this.effect(`the end of ${name}`, [], () => end());
    }
  }

  program<Outputs>(run: ProgramRun, action: () => Outputs): Outputs {
    const outputs = this.#unseen(action);
    const made = Object.entries(outputs as Record<string, Tensor>);
    if (made.length < run.program.outputs.length) {
      const what = `the program ${run.program.name}, which writes into tensors in place`;
      this.#report(new Problem(what, 'Let it make new tensors.'));
    }
    const inputs = Object.entries(run.inputs);
    this.#add({
      kind: 'program',
      program: run.program,
      shape: run.shape,
      names: inputs.map(([name]) => name),
      inputs: inputs.map(([, tensor]) => this.#use(tensor)),
      made: made.map(([name]) => name),
      outputs: made.map(([, tensor]) => this.#buffers.make(tensor)),
      numbers: this.#draws.numbersOf(run),
    });
    return outputs;
  }

  number(read: () => number): Scalar {
    const made = this.#unseen(() => scalar(read()));
    this.#add({ kind: 'number', inputs: [], outputs: [this.#buffers.make(made)], read });
    return made;
  }

  draw(counters: DrawCounters): void {
    const { step } = counters;
    this.#draws.add(counters, step.value - (this.#counts.get(step)?.before ?? step.value));
  }

  count(counter: Counter, next: number): void {
    const before = this.#counts.get(counter)?.before ?? counter.value;
    this.#counts.set(counter, { before, after: next });
  }

  guard(watched: object, holds: () => boolean): void {
    if (!this.#guards.has(watched)) this.#guards.set(watched, holds);
  }

  #kernel(config: KernelConfig, args: KernelArguments, result: TensorInfo | TensorInfo[]): void {
    if (this.#depth > 0) return;
    const { kernelName } = config;
    if (shapedByValues.test(kernelName)) {
      const what = `the kernel ${kernelName}, whose result has a shape that depends on values`;
      this.#report(new Problem(what, 'Compute what it gives outside of the step, and pass it.'));
    }
    const results = Array.isArray(result) ? result : [result];
    const given = Object.entries(args.inputs).filter(([, info]) => info != null);
    const inputs = given.map(([, info]) => this.#use(info as TensorInfo));
    // A reshape, or a copy that shares its buffer, is the same buffer in another shape.
    const isOther = ({ dataId }: TensorInfo) =>
      !given.some(([, info]) => (info as TensorInfo).dataId === dataId);
    if (!layoutFollowsShape.includes(config.backendName) && !results.some(isOther)) return;
    this.#add({
      kind: 'kernel',
      config,
      names: Array.isArray(args.inputs) ? undefined : given.map(([name]) => name),
      inputs,
      attrs: (args.attrs ?? {}) as Record<string, unknown>,
      outputs: results.map((info) => this.#buffers.make(info)),
      returnsList: Array.isArray(result),
    });
  }

  #assigns(variable: Variable, value: Tensor): void {
    if (this.#depth > 0) return;
    const use = this.#use(value);
    this.#add({ kind: 'assign', variable, inputs: [use], outputs: [] });
    this.#held.set(variable, use);
  }

  #reads(): void {
    if (this.#depth > 0) return;
    this.#report(
      new Problem(
        `a tensor whose values are read on the host, at ${userLine(new Error())}`,
        'Return the tensor, and read it outside.',
      ),
    );
  }

  #add(node: RecordNode): void {
    const { nodes } = this.#expected ?? {};
    if (nodes) {
      const difference = nodeDiffers(nodes[this.#nodes.length], node);
      if (difference) this.#report(difference);
    }
    this.#nodes.push(node);
  }

  #compareEnd(expected: StepRecord, record: StepRecord): void {
    const same =
      expected.nodes.length === record.nodes.length &&
      expected.counts.size === record.counts.size &&
      [...record.counts].every(([counter, by]) => expected.counts.get(counter) === by);
    if (same) return;
    this.#report(
      Problem.difference('a step that did less than the time before', 'Make its steps all alike.'),
    );
  }

  #enter(dataId: DataId, values: unknown): void {
    // Stacks take longer than all else, so a step that has a plan goes without: then the line is that of the first use.
    this.#buffers.enter(dataId, values, this.#isTraced ? new Error() : undefined);
  }

  /** Runs what is recorded as one node. */
  #unseen<T>(action: () => T): T {
    this.#depth++;
    try {
      return recordingBy(undefined, action);
    } finally {
      this.#depth--;
    }
  }

  /** The buffer of a tensor that is read. */
  #use(info: TensorInfo): Use {
    const { shape, dtype } = info;
    return { buffer: this.#bufferOf(info), shape: shape.slice(), dtype };
  }

  #bufferOf(info: TensorInfo): number {
    const argument = this.#buffers.argument(info);
    if (argument !== undefined) return argument;
    if (info instanceof Variable) return this.#heldBy(info).buffer;
    const known = this.#buffers.find(info);
    if (known !== undefined) return known;
    const buffer = this.#buffers.hold(info);
    const [before, now] = [this.#expected?.origins[buffer], this.#buffers.origins[buffer]];
    const difference = before && now && originDiffers(before, now);
    if (difference) this.#report(difference);
    return buffer;
  }

  #heldBy(variable: Variable): Use {
    let held = this.#held.get(variable);
    if (held === undefined) {
      held = this.#buffers.make(variable);
      this.#held.set(variable, held);
      this.#add({ kind: 'read', variable, inputs: [], outputs: [held] });
      const { trainable } = variable;
      this.guard(variable, () => !variable.isDisposed && variable.trainable === trainable);
    }
    return held;
  }
}

/** Backends that lay a tensor out by its shape, so that a reshape may move its elements. */
const layoutFollowsShape: readonly string[] = ['webgl'];
