import { Module, type RandomStreams } from '@nadir/core';
import { Dropout, Linear, Tanh } from '@nadir/nn';
import { type Tensor, tidy } from '@tensorflow/tfjs-core';

/** A network of one hidden layer, whose units are dropped with probability p. */
export class Network extends Module {
  readonly inner: Linear;
  readonly tanh = new Tanh();
  readonly dropout: Dropout;
  readonly outer: Linear;

  constructor(hidden: number, p: number, random: RandomStreams) {
    super();
    this.inner = new Linear(2, hidden, { random });
    this.dropout = new Dropout(p, { random });
    this.outer = new Linear(hidden, 2, { random });
  }

  /** What the hidden units give, before any of them is dropped. */
  hidden(x: Tensor): Tensor {
    return tidy(() => this.tanh.forward(this.inner.forward(x)));
  }

  forward(x: Tensor): Tensor {
    return tidy(() => this.outer.forward(this.dropout.forward(this.hidden(x))));
  }
}
