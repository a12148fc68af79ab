import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelNode, Use } from './step-record.js';

/** Kernels of a captured step that might run as one. */
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
