import { AdamW } from '@nadir/optim';
import { backend, mul, type Scalar, sum, tensor1d, tidy, variable } from '@tensorflow/tfjs';

/** Element i of the gradient at step t. */
const gradientAt = (t: number): Float32Array =>
  Float32Array.from([0, 1, 2], (i) => Math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1);

/**
 * (1, −2, 0.5) after six steps along these gradients, as `torch.optim.AdamW(lr=0.1, weight_decay=0.1)`
 * of PyTorch 2.13 gives it in float64.
 */
export const expected: readonly number[] = [0.7757345833, -2.0419628527, 0.3347354336];

/** Greatest difference from {@link expected} that rounding to float32 makes. */
export const tolerance = 2e-6;

/** What six steps of AdamW on the backend in use have shown. */
export interface Trial {
  /** Bits of a number on the backend. */
  readonly bits: 16 | 32;
  /** Greatest difference from what PyTorch gives. */
  readonly difference: number;
}

/** Takes six steps of AdamW on the backend in use, gradients and all. */
export async function tryAdamW(): Promise<Trial> {
  const w = tidy(() => variable(tensor1d([1, -2, 0.5])));
  const optimizer = new AdamW([w], { learningRate: 0.1, weightDecay: 0.1 });
  try {
    for (let t = 1; t <= 6; t++) {
      tidy(() => {
        const gradient = tensor1d(gradientAt(t));
        optimizer.step(() => sum(mul(w, gradient)) as Scalar);
      });
    }
    const given = await w.data();
    // `Math.max` passes NaN on.
    const difference = Math.max(...expected.map((x, i) => Math.abs((given[i] as number) - x)));
    return { bits: backend().floatPrecision(), difference };
  } finally {
    optimizer.dispose();
    w.dispose();
  }
}
