import { AdamW } from '@nadir/optim';
import { dispose, type Tensor, tensor1d, type Variable, variable } from '@tensorflow/tfjs';
import { type Summary, summarize } from '../report/statistics.js';
import { stepOptions } from '../tasks/task.js';

/** How much is measured. */
export interface HostTimeCall {
  /** Number of parameters, each of {@link elements} numbers: so few that computing them costs next to nothing. */
  readonly parameters: number;
  /** Numbers in each parameter. */
  readonly elements: number;
  /** Times that each way of stepping is timed, one after the other. */
  readonly turns: number;
  /** Steps that are timed together. */
  readonly stepsPerTurn: number;
}

/** A way of stepping, with microseconds of a step for each parameter. */
export interface HostTime {
  readonly name: string;
  readonly microseconds: Summary;
}

/** A way of stepping: what is done once before all steps, and what before each. */
interface Way {
  readonly name: string;
  begin?(optimizer: AdamW): void;
  beforeStep?(optimizer: AdamW, step: number): void;
}

const ways: readonly Way[] = [
  { name: 'plain steps' },
  {
    name: 'setOptions before each step',
    beforeStep(optimizer, step) {
      optimizer.setOptions({ learningRate: stepOptions.learningRate / (1 + (step % 7)) });
    },
  },
  {
    name: 'after loadStateDict',
    begin(optimizer) {
      const state = optimizer.stateDict();
      optimizer.loadStateDict(state);
      dispose(state.tensors);
    },
  },
];

/**
 * Measures what a step of AdamW costs the host, on the TensorFlow.js backend in use: checks, the way to each
 * kernel, and the call of it. Ways of stepping take turns, each with an optimizer and parameters of its own.
 */
export function measureHostTime(call: HostTimeCall): HostTime[] {
  const entries = ways.map((way) => ({ way, work: workFor(way, call), turns: [] as number[] }));
  try {
    for (let turn = 0; turn <= call.turns; turn++) {
      for (const { work, turns } of entries) {
        const microseconds = (1000 * work.steps(call.stepsPerTurn)) / call.stepsPerTurn;
        // In the first turn code is compiled.
        if (turn > 0) turns.push(microseconds / call.parameters);
      }
    }
    return entries.map(({ way: { name }, turns }) => ({ name, microseconds: summarize(turns) }));
  } finally {
    for (const { work } of entries) work.dispose();
  }
}

/** Steps before a way begins: it meets an optimizer that has its state and its kernels. */
const stepsBefore = 3;

function workFor({ begin, beforeStep }: Way, { parameters, elements }: HostTimeCall) {
  const variables = Array.from({ length: parameters }, (_, i) => {
    const initial = tensor1d(valuesOf(elements, i));
    const made = variable(initial);
    initial.dispose();
    return made;
  });
  const gradients = variables.map(({ name }: Variable, i) => ({
    name,
    tensor: tensor1d(valuesOf(elements, i + parameters)) as Tensor,
  }));
  const optimizer = new AdamW(variables, stepOptions);
  for (let step = 0; step < stepsBefore; step++) optimizer.applyGradients(gradients);
  begin?.(optimizer);
  return {
    /** Takes steps and returns how many milliseconds they took together. */
    steps(count: number): number {
      const start = performance.now();
      for (let step = 0; step < count; step++) {
        beforeStep?.(optimizer, step);
        optimizer.applyGradients(gradients);
      }
      return performance.now() - start;
    },
    dispose() {
      optimizer.dispose();
      dispose(variables);
      dispose(gradients.map(({ tensor }) => tensor));
    },
  };
}

const valuesOf = (elements: number, shift: number): Float32Array =>
  Float32Array.from({ length: elements }, (_, i) => Math.sin(1 + shift + 5 * i));
