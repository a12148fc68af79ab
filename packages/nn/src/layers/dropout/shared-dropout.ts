import { bits, execute, less, type RandomDraw, trace, uniform, where } from '@nadir/core';
import { mul, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { dropoutScalars } from './dropout.js';
import { ProbabilityLayer } from './probability-layer.js';

/** Dropout that keeps or drops several elements together. */
export abstract class SharedDropout extends ProbabilityLayer {
  protected change(x: Tensor, draw: RandomDraw): Tensor {
    const call = {
      tensors: {},
      scalars: { ...this.maskScalars(), ...draw },
      shape: this.maskShape(x.shape),
    };
    return tidy(() => mul(x, execute(maskProgram, call).mask as Tensor));
  }

  /** The share that is dropped, and what the rest is multiplied by. */
  protected maskScalars(): { p: number; scale: number } {
    return dropoutScalars(this.p);
  }

  /** The shape of an input with 1 for the axes along which elements have one fate. */
  protected abstract maskShape(shape: readonly number[]): number[];
}

/** 0 for what is dropped, the scale for the rest. */
const maskProgram = trace(
  { name: 'DropoutMask', scalars: ['p', 'scale'], integers: ['key', 'stream', 'step'] },
  ({ p, scale, key, stream, step }) => ({
    mask: where(less(uniform(bits(key, stream, step)), p), 0, scale),
  }),
);
