import { type DataId, engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core';
import { releaseId } from './places.js';
import type { Origin, StepRecord, Use } from './step-record.js';

/** The buffers of a step that is being recorded, and how they are found again. */
export class Buffers {
  readonly origins: Origin[] = [];
  readonly #arguments: ReadonlyMap<TensorInfo, number>;
  /** By what the backend knows them by. A backend may lay out one of them in several shapes. */
  readonly #known = new Map<DataId, Use[]>();
  /** What the step has made of values of the host. */
  readonly #literals = new Map<
    DataId,
    { readonly values: unknown; readonly made: Error | undefined }
  >();

  constructor(tensors: readonly Tensor[]) {
    this.#arguments = new Map(
      tensors.map((tensor, index) => [tensor, this.#add({ kind: 'argument', index })]),
    );
    for (const [tensor, buffer] of this.#arguments) this.#know(tensor, buffer);
  }

  /** The buffer of a tensor that the step was called with. */
  argument(info: TensorInfo): number | undefined {
    return this.#arguments.get(info);
  }

  /** The buffer of a tensor that is known already. */
  find({ dataId, shape }: TensorInfo): number | undefined {
    const known = this.#known.get(dataId);
    const fitting = known?.findLast((use) => use.shape.join() === shape.join());
    return (fitting ?? known?.at(-1))?.buffer;
  }

  /** A buffer for what a node makes. */
  make(info: TensorInfo): Use {
    return this.#know(info, this.#add({ kind: 'made' }));
  }

  /** Remembers that a tensor was made of values of the host. */
  enter(dataId: DataId, values: unknown, made: Error | undefined): void {
    // The host may write other values into its array later.
    const kept = ArrayBuffer.isView(values) ? (values as Float32Array).slice() : values;
    this.#literals.set(dataId, { values: kept, made });
  }

  /** A buffer for a tensor that no node makes, which is held from now on. */
  hold(info: TensorInfo): number {
    const { dataId, shape, dtype } = info;
    const own = { dataId, shape: shape.slice(), dtype };
    engine().backend.incRef(dataId);
    const literal = this.#literals.get(dataId);
    const buffer = this.#add(
      literal ? { kind: 'literal', info: own, ...literal } : { kind: 'outside', info: own },
    );
    this.#know(info, buffer);
    return buffer;
  }

  /** Lets go of all that is held. */
  dispose(): void {
    letGo(this);
  }

  #add(origin: Origin): number {
    return this.origins.push(origin) - 1;
  }

  #know({ dataId, shape, dtype }: TensorInfo, buffer: number): Use {
    const use = { buffer, shape: shape.slice(), dtype };
    this.#known.set(dataId, [...(this.#known.get(dataId) ?? []), use]);
    return use;
  }
}

/** Lets go of the tensors that a record holds. */
export function letGo({ origins }: Pick<StepRecord, 'origins'>): void {
  for (const origin of origins) {
    if ('info' in origin) releaseId(engine().backend, origin.info.dataId);
  }
}
