import { type DataId, engine, type Tensor, Variable } from '@tensorflow/tfjs-core';

/** Is told of what passes between the host and the tensors of a backend. */
export interface HostListener {
  /** Values of the host became a tensor. */
  written(dataId: DataId, values: unknown): void;
  /** Values of a tensor are about to be read. */
  reads(): void;
  /** A variable is about to take the values of a tensor. */
  assigns(variable: Variable, value: Tensor): void;
}

interface Watched {
  write(...args: unknown[]): DataId;
  readSync(...args: unknown[]): unknown;
  read(...args: unknown[]): unknown;
}

/** Runs an action and tells of tensors that the host writes and reads meanwhile, and of variables that are assigned to. */
export function watchHost<T>(listener: HostListener, action: () => T): T {
  const backend = engine().backend as unknown as Watched;
  const { write, readSync, read } = backend;
  const { assign } = Variable.prototype;
  const own: Watched = {
    write(...args) {
      const dataId = write.apply(backend, args);
      listener.written(dataId, args[0]);
      return dataId;
    },
    readSync(...args) {
      listener.reads();
      return readSync.apply(backend, args);
    },
    read(...args) {
      listener.reads();
      return read.apply(backend, args);
    },
  };
  Object.assign(backend, own);
  Variable.prototype.assign = function assigning(this: Variable, value: Tensor) {
    listener.assigns(this, value);
    assign.call(this, value);
  };
  try {
    return action();
  } finally {
    Variable.prototype.assign = assign;
    // Deleting them would make the engine look up every property of the backend slowly from then on.
    Object.assign(backend, { write, readSync, read });
  }
}
