import { RandomStreams, threefry } from '@nadir/core';
import {
  AlphaDropout,
  DropConnect,
  Dropout1d,
  Dropout2d,
  Dropout3d,
  DropPath,
  FeatureAlphaDropout,
  Linear,
} from '@nadir/nn';
import {
  ones,
  type Scalar,
  sum,
  type Tensor,
  type Variable,
  valueAndGrad,
  variableGrads,
} from '@tensorflow/tfjs-core';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { read } from '../run.js';

const [seed, p] = [42, 0.4];
const tolerance = { relative: 1e-6, absolute: 1e-6 };

/** What becomes of ones, kept or dropped, and the slope where they are kept; elsewhere it is 0. */
interface Outcome {
  readonly kept: number;
  readonly dropped: number;
  readonly slope: number;
}

const random = () => new RandomStreams(seed);
const plain: Outcome = { kept: 1 / (1 - p), dropped: 0, slope: 1 / (1 - p) };

// By the formulas of the paper for p = 0.4: a = 1 / √((1 − p) (1 + p α′²)), b = −a α′ p.
const limit = -1.7580993408473766;
const slope = 1 / Math.sqrt((1 - p) * (1 + p * limit ** 2));
const alpha: Outcome = {
  kept: slope - slope * limit * p,
  dropped: slope * limit * (1 - p),
  slope,
};

/** The draw of a channel of an example, where `size` elements of an example have each channel. */
const byChannel = (size: number, channels: number) => (element: number) =>
  Math.floor(element / (size * channels)) * channels + (element % channels);

/** A layer, the shape of an input, its outcome, and the number of the draw that decides over an element. */
const cases = [
  [Dropout1d, [3, 5, 6], plain, byChannel(5, 6)],
  [Dropout2d, [3, 2, 5, 6], plain, byChannel(10, 6)],
  [Dropout3d, [3, 2, 3, 5, 6], plain, byChannel(30, 6)],
  [DropPath, [19, 3], plain, (element: number) => Math.floor(element / 3)],
  [AlphaDropout, [7, 13], alpha, (element: number) => element],
  [FeatureAlphaDropout, [3, 5, 6], alpha, byChannel(5, 6)],
] as const;

/** Every layer that drops takes its bits from Threefry, one draw for what has one fate, on every backend. */
export const dropsByThreefry: ProgramLaw = (it) => {
  for (const [Layer, shape, { kept, dropped, slope }, drawOf] of cases) {
    it(`${Layer.name} drops what the bits of Threefry say, in its gradient too`, async () => {
      const layer = new Layer(p, { random: random() });
      for (const step of [0, 1]) {
        const x = ones([...shape]);
        const isDropped = Array.from({ length: x.size }, (_, i) => falls(0, drawOf(i), step));
        const { value, grad } = valueAndGrad((x: Tensor) => layer.forward(x))(x, ones([...shape]));
        const made = Float32Array.from(isDropped, (drops) => (drops ? dropped : kept));
        expectEqual(await read(value), made, `call ${step}`, tolerance);
        const slopes = Float32Array.from(isDropped, (drops) => (drops ? 0 : slope));
        expectEqual(await read(grad), slopes, `gradient of call ${step}`, tolerance);
      }
    });
  }

  it('DropConnect drops what the bits of Threefry say, in its gradient too', async () => {
    const streams = random();
    const inner = new Linear(6, 5, { random: streams });
    const layer = new DropConnect(inner, p, { random: streams });
    const weight = inner.weight as Variable;
    for (const step of [0, 1]) {
      // One example of ones: the sum of all outputs has each weight once.
      const f = () => sum<Scalar>(layer.forward(ones([1, 6])));
      const { grads } = variableGrads(f, [weight]);
      const expected = Float32Array.from({ length: 30 }, (_, i) =>
        falls(1, i, step) ? 0 : 1 / (1 - p),
      );
      expectEqual(await read(grads[weight.name] as Tensor), expected, `call ${step}`, tolerance);
    }
  });
};

/** Whether u < p, where u is the upper 24 bits of a draw. */
const falls = (stream: number, draw: number, step: number): boolean =>
  (threefry(seed, stream, draw, step)[0] >>> 8) * 2 ** -24 < p;
