import { Module } from '@nadir/core';
import { Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import * as tf from '@tensorflow/tfjs';

class Residual extends Module {
  readonly inner = new Sequential(new Linear(8, 8), new ReLU(), new Dropout(0.5));

  forward(x: tf.Tensor): tf.Tensor {
    return tf.tidy(() => tf.add(x, this.inner.forward(x)));
  }
}

const model = new Sequential(new Residual(), new Linear(8, 2));
console.log([...model.namedParameters().keys()].join(' '));

model.eval(); // dropout lets everything through
const output = model.forward(tf.ones([4, 8]));
console.log(output.shape.join(' × '));

// Prints:
//   0.inner.0.weight 0.inner.0.bias 1.weight 1.bias
//   4 × 2
