import * as tf from '@tensorflow/tfjs';
import { HostInteger } from '../src/module/host-integer.js';
import { Module } from '../src/module/module.js';
import { buffer, parameter } from '../src/module/parameter.js';

/** A parameter, a buffer and a host integer; `inner` before `weight`, though it is a child. */
export class Leaf extends Module {
  readonly inner: Module | undefined;
  readonly weight = parameter(tf.tensor1d([1, 2]));
  readonly mean = buffer(tf.tensor1d([3]));
  readonly calls = new HostInteger(4);

  constructor(inner?: Module) {
    super();
    this.inner = inner;
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, this.weight);
  }
}

/** A module whose fields are those of an object. */
export class Holder extends Module {
  [field: string]: unknown;

  constructor(fields: object) {
    super();
    Object.assign(this, fields);
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.clone(x);
  }
}
