import { Module, parameter } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';

/** A module that gives the weight it computes with, whatever the input. */
export class WeightHolder extends Module<[]> {
  readonly weight: tf.Variable;

  constructor(values: number[], shape: number[]) {
    super();
    this.weight = parameter(tf.tensor(values, shape));
  }

  forward(): tf.Tensor {
    return tf.clone(this.weight as tf.Tensor);
  }
}
