import { addN, keep, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkNames, checkPositive, checkWord } from '../check.js';
import { describe, OptionError, TensorError } from '../errors.js';
import { add, div, execute, min, mul, sqrt, square, sum, trace } from '../program/index.js';

/**
 * A bound on gradients: on their 2-norm over all parameters together, or on each element.
 *
 * By norm, every gradient is multiplied by min(1, norm / (‖g‖ + 1e-6)), as
 * `torch.nn.utils.clip_grad_norm_` does it.
 */
export type Clip = { readonly norm: number } | { readonly value: number };

/** What happens at a gradient with NaN or infinite elements. */
export type NonFinite = 'throw' | 'skip' | 'ignore';

/** Options about gradients that concern all parameters together. */
export interface GuardOptions {
  /** Bound on the gradients of all parameters together. Default: none. */
  clip?: Clip | undefined;
  /**
   * What a NaN or infinite gradient does: `'throw'` an error that names the parameter, `'skip'` the
   * whole step as if it had not been asked for, or `'ignore'` it. Default `'ignore'`; the others
   * read one number per parameter back from the device at each step.
   */
  nonFinite?: NonFinite | undefined;
}

/** Looks at all gradients of a step together, before any parameter moves. */
export class GradientGuard {
  readonly options: { readonly clip: Clip | undefined; readonly nonFinite: NonFinite };
  readonly #where: string;
  #norm: Tensor | undefined;
  #scale: Tensor | undefined;

  /** @throws {@link OptionError} when an option is out of range. */
  constructor(where: string, { clip, nonFinite = 'ignore' }: GuardOptions) {
    checkClip(where, clip);
    checkWord(where, { nonFinite }, 'nonFinite', ['throw', 'skip', 'ignore']);
    this.#where = where;
    this.options = { clip, nonFinite };
  }

  /** The norm of the last step's gradients, if they were clipped by it. */
  get norm(): Tensor | undefined {
    return this.#norm;
  }

  /**
   * Whether the step may go on.
   * @throws {@link TensorError} when a gradient is not finite and that is to be told.
   */
  admits(gradients: ReadonlyMap<string, Tensor>): boolean {
    if (this.options.nonFinite === 'ignore') return true;
    const names = nonFiniteNames(gradients);
    if (names.length === 0) return true;
    if (this.options.nonFinite === 'skip') return false;
    const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
    throw new TensorError(
      `${this.#where}.step: got NaN or infinite elements in the gradient of "${names[0]}"${others}, ` +
        "expected finite ones. Lower the learning rate, clip gradients, or set nonFinite: 'skip'.",
    );
  }

  /** The 0-D tensors that the rules of this step read. They stay the guard's. */
  broadcasts(gradients: readonly Tensor[]): Readonly<Record<string, Tensor>> {
    const { clip } = this.options;
    if (clip === undefined || !('norm' in clip)) return {};
    this.dispose();
    const { norm, scale } = clipToNorm(gradients, clip.norm);
    this.#norm = keep(norm);
    this.#scale = keep(scale);
    return { gradientScale: this.#scale };
  }

  dispose(): void {
    this.#norm?.dispose();
    this.#scale?.dispose();
    this.#norm = undefined;
    this.#scale = undefined;
  }
}

function checkClip(where: string, clip: unknown): void {
  if (clip === undefined) return;
  const names = typeof clip === 'object' && clip !== null ? Object.keys(clip) : [];
  if (names.length !== 1) {
    throw new OptionError(`${where}.clip: got ${describe(clip)}, expected { norm } or { value }.`);
  }
  checkNames(`${where}.clip`, clip as object, ['norm', 'value']);
  checkPositive(`${where}.clip`, clip as Record<string, unknown>, names[0] as string);
}

const squaredNorm = trace({ name: 'squaredNorm', tensors: ['grad'] }, ({ grad }) => ({
  total: sum(square(grad)),
}));

const scaleOf = trace(
  { name: 'gradientScale', tensors: ['total'], scalars: ['limit'] },
  ({ total, limit }) => {
    const norm = sqrt(total);
    return { norm, scale: min(1, div(limit, add(norm, 1e-6))) };
  },
);

/** The norm over all gradients and the factor that brings it to `limit`, both left on the device. */
function clipToNorm(gradients: readonly Tensor[], limit: number): { norm: Tensor; scale: Tensor } {
  return tidy(() => {
    const totals = gradients.map(
      (grad) => execute(squaredNorm, { tensors: { grad } }).total as Tensor,
    );
    return execute(scaleOf, { tensors: { total: addN(totals) }, scalars: { limit } }) as {
      norm: Tensor;
      scale: Tensor;
    };
  });
}

// 0 · x is 0 for every finite x and NaN otherwise, so this sum is 0 or NaN.
const nonFiniteProbe = trace({ name: 'nonFiniteProbe', tensors: ['grad'] }, ({ grad }) => ({
  probe: sum(mul(grad, 0)),
}));

/** Names of the gradients with an element that is NaN or infinite. Waits for the device. */
function nonFiniteNames(gradients: ReadonlyMap<string, Tensor>): string[] {
  const probes = tidy(() =>
    stack(
      [...gradients.values()].map(
        (grad) => execute(nonFiniteProbe, { tensors: { grad } }).probe as Tensor,
      ),
    ),
  );
  const values = probes.dataSync();
  probes.dispose();
  return [...gradients.keys()].filter((_, i) => Number.isNaN(values[i]));
}
