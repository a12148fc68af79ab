import { keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkNames, checkPositive } from '../check.js';
import { describe, OptionError } from '../errors.js';
import { add, div, execute, min, sqrt, square, sum, trace } from '../program/index.js';
import { totalOf } from './total.js';

/**
 * A bound on gradients: on their 2-norm over all parameters together, or on each element.
 *
 * By norm, every gradient is multiplied by min(1, norm / (‖g‖ + 1e-6)), as
 * `torch.nn.utils.clip_grad_norm_` does it.
 */
export type Clip = { readonly norm: number } | { readonly value: number };

/** @throws {@link OptionError} when a bound is none, or out of range. */
export function checkClip(where: string, clip: unknown): void {
  if (clip === undefined) return;
  const names = typeof clip === 'object' && clip !== null ? Object.keys(clip) : [];
  if (names.length !== 1) {
    throw new OptionError(`${where}.clip: got ${describe(clip)}, expected { norm } or { value }.`);
  }
  checkNames(`${where}.clip`, clip as object, ['norm', 'value']);
  checkPositive(`${where}.clip`, clip as Record<string, unknown>, names[0] as string);
}

/** Measures gradients for a bound on their norm. What it finds stays on the device. */
export class NormClip {
  readonly #limit: number;
  #norm: Tensor | undefined;
  #scale: Tensor | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The norm of the gradients measured last. */
  get norm(): Tensor | undefined {
    return this.#norm;
  }

  /** The factor that brings gradients to the bound, 0-D. It stays this object's. */
  scaleOf(gradients: readonly Tensor[]): Tensor {
    this.dispose();
    const { norm, scale } = tidy(() => {
      const totals = gradients.map(
        (grad) => execute(squaredNorm, { tensors: { grad } }).total as Tensor,
      );
      const tensors = { total: totalOf(totals) };
      return execute(gradientScale, { tensors, scalars: { limit: this.#limit } });
    });
    this.#norm = keep(norm as Tensor);
    this.#scale = keep(scale as Tensor);
    return this.#scale;
  }

  dispose(): void {
    this.#norm?.dispose();
    this.#scale?.dispose();
    this.#norm = undefined;
    this.#scale = undefined;
  }
}

const squaredNorm = trace({ name: 'squaredNorm', tensors: ['grad'] }, ({ grad }) => ({
  total: sum(square(grad)),
}));

const gradientScale = trace(
  { name: 'gradientScale', tensors: ['total'], scalars: ['limit'] },
  ({ total, limit }) => {
    const norm = sqrt(total);
    return { norm, scale: min(1, div(limit, add(norm, 1e-6))) };
  },
);
