import type { DataType, KernelConfig, Tensor, TensorInfo, Variable } from '@tensorflow/tfjs-core';
import type { Program } from '../program/trace.js';
import type { Counter, DrawCounters } from './recording.js';

/** A buffer as one node sees it. Two of them may see the same buffer in different shapes. */
export interface Use {
  /** Position among the buffers of the record. */
  readonly buffer: number;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** Where the values of a buffer come from when a replay begins. */
export type Origin =
  /** A node of the record makes it. */
  | { readonly kind: 'made' }
  /** The tensor at this position among those that the step is called with. */
  | { readonly kind: 'argument'; readonly index: number }
  /** A tensor that was there before the step. */
  | { readonly kind: 'outside'; readonly info: TensorInfo }
  /** A tensor that the step makes of values of the host, with these values; an error that was made there, if any was, knows the line. */
  | {
      readonly kind: 'literal';
      readonly info: TensorInfo;
      readonly values: unknown;
      readonly made: Error | undefined;
    };

/** What every node of a record has. */
interface NodeBase {
  readonly inputs: readonly Use[];
  readonly outputs: readonly Use[];
}

/** A kernel of TensorFlow.js. */
export interface KernelNode extends NodeBase {
  readonly kind: 'kernel';
  readonly config: KernelConfig;
  /** Names of the inputs; `undefined` where the kernel takes a list. */
  readonly names: readonly string[] | undefined;
  readonly attrs: Readonly<Record<string, unknown>>;
  /** Whether the kernel returns a list. */
  readonly returnsList: boolean;
}

/** A number of a program: the same in each replay, or one of a draw that is made anew. */
export type ProgramNumber =
  | number
  | { readonly draw: DrawCounters; readonly part: keyof DrawCounters; readonly ahead: number };

/** A program that makes new tensors. */
export interface ProgramNode extends NodeBase {
  readonly kind: 'program';
  readonly program: Program;
  readonly shape: readonly number[];
  /** Names of the inputs and outputs. */
  readonly names: readonly string[];
  readonly made: readonly string[];
  /** Values of the program's scalars, then of its integers. */
  readonly numbers: readonly ProgramNumber[];
}

/** The value that a variable has at this place. */
export interface ReadNode extends NodeBase {
  readonly kind: 'read';
  readonly variable: Variable;
}

/** Gives a variable another value. */
export interface AssignNode extends NodeBase {
  readonly kind: 'assign';
  readonly variable: Variable;
}

/** Code of the host that runs in each replay. */
export interface EffectNode extends NodeBase {
  readonly kind: 'effect';
  readonly name: string;
  /** Runs it on tensors in the order of the inputs. */
  readonly run: (tensors: readonly Tensor[]) => void;
}

/** A number of the host that is read in each replay. */
export interface NumberNode extends NodeBase {
  readonly kind: 'number';
  readonly read: () => number;
}

/** Kernels that might run as one. */
export interface KernelGroup {
  /** In an order in which they can run one after the other. */
  readonly nodes: readonly KernelNode[];
  /** The buffers that they read and none of them makes. */
  readonly inputs: readonly Use[];
  /** The buffers that one of them makes and somebody else reads. */
  readonly outputs: readonly Use[];
}

/** What runs a {@link KernelGroup}. */
export interface GroupKernel {
  /** Makes tensors for the outputs of the group, of tensors for its inputs. */
  run(inputs: readonly TensorInfo[]): readonly TensorInfo[];
}

/** Several kernels that run as one. Passes make it. */
export interface FusedNode extends KernelGroup {
  readonly kind: 'fused';
  readonly kernel: GroupKernel;
}

export type RecordNode =
  | KernelNode
  | ProgramNode
  | FusedNode
  | ReadNode
  | AssignNode
  | EffectNode
  | NumberNode;

/** Everything that a step has done, in order. */
export interface StepRecord {
  readonly nodes: readonly RecordNode[];
  readonly origins: readonly Origin[];
  /** What the step returned. */
  readonly results: readonly Use[];
  /** Counters of the host that the step raises, and by how much. */
  readonly counts: ReadonlyMap<Counter, number>;
  /** A replay must not happen once one of them is false. */
  readonly guards: readonly (() => boolean)[];
}

/** Makes a record simpler, and computes the same. */
export type Pass = (record: StepRecord, backend: string) => StepRecord;
