import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { Linear, meanSquaredError } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

/** A training run as it is saved: two files. */
export interface Checkpoint {
  readonly model: Uint8Array;
  readonly optimizer: Uint8Array;
}

/** A small training run that can be left and taken up again. */
export class Training {
  readonly model = new Linear(3, 2);
  readonly optimizer = new AdamW(this.model, { learningRate: 0.1 });
  readonly #x = tf.tensor2d([1, 2, 3, -1, 0, 1], [2, 3]);
  readonly #y = tf.tensor2d([1, 0, 0, 1], [2, 2]);

  constructor(from?: Checkpoint) {
    if (from === undefined) return;
    this.model.loadStateDict(decodeSafetensors(from.model).tensors);
    this.optimizer.loadStateDict(decodeSafetensors(from.optimizer));
  }

  readonly loss = (): tf.Scalar => meanSquaredError(this.model.forward(this.#x), this.#y);

  /** Takes steps and returns the loss before each. */
  losses(steps: number): number[] {
    return Array.from(
      { length: steps },
      () => this.optimizer.step(this.loss).dataSync()[0] as number,
    );
  }

  async save(): Promise<Checkpoint> {
    const { tensors, metadata } = this.optimizer.stateDict();
    return {
      model: await encodeSafetensors(this.model.stateDict()),
      optimizer: await encodeSafetensors(tensors, metadata),
    };
  }
}
