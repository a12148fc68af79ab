import { keep, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { TensorError } from '../../errors.js';
import { abs, less, where as select } from '../../program/expression.js';
import { largest } from '../../program/reduce.js';
import { execute } from '../../program/run/execute.js';
import { readsAsynchronously } from '../../program/run/registry.js';
import { trace } from '../../program/trace.js';
import { registerNamed } from '../../state/named.js';
import { holdable } from '../../transforms/holdable.js';
import { recordingChanges, type Settle, takeChanges } from './changes.js';
import { clippedPower, sumOfPowers } from './sum-of-powers.js';
import { takingBack } from './take-back.js';
import type {
  Graded,
  GradientWatch,
  Guarded,
  NonFinite,
  PendingVerdict,
  Verdict,
} from './verdict.js';

type Policy = 'throwError' | 'skipStep';

const policy = (guard: Policy): NonFinite => {
  const made: NonFinite = {
    config: { guard },
    watch: (where, others) => new FiniteCheck(where, guard, others),
    recordingChanges,
  };
  registerNamed('guard', guard, () => made);
  return made;
};

/**
 * An error that names the parameter, at a gradient with NaN or infinite elements: the option `nonFinite` takes it.
 * Nothing changes then. One number per parameter is read back from the device at each step.
 *
 * Gradients whose norm leaves float32 are an error too where {@link clipByGlobalNorm} would divide by it, as in
 * `torch.nn.utils.clip_grad_norm_` with `error_if_nonfinite`: clipping makes 0 of finite gradients then.
 *
 * On WebGPU, which can't be read at once, the device holds back the step, and the host follows when it hears of it: counts
 * are taken back, and the error is thrown by the next step or by `settled()`.
 *
 * @example
 * ```ts
 * const optimizer = new AdamW(model, { nonFinite: throwError });
 * ```
 */
export const throwError = policy('throwError');

/**
 * A step as if it had not been asked for, at a gradient with NaN or infinite elements: the option `nonFinite` takes it. What it
 * costs is what {@link throwError} costs.
 *
 * @example
 * ```ts
 * const optimizer = new AdamW(model, { nonFinite: skipStep });
 * ```
 */
export const skipStep = policy('skipStep');

/**
 * Looks for NaN and infinite elements in gradients, before a parameter moves.
 *
 * Where tensors are read at once, it knows before anything changes. Elsewhere the device holds back
 * what must not change, and the host follows when the answer arrives.
 */
class FiniteCheck implements GradientWatch {
  readonly #where: string;
  readonly #policy: Policy;
  /** The p of the norm that must be finite, where an error is asked for. */
  readonly #power: number | undefined;
  readonly #lossScaler: Guarded['lossScaler'];
  /** Ends what the forward pass of the step under way has changed. */
  #settle: Settle | undefined;
  readonly #answers = new Set<Promise<void>>();
  /** Raised by {@link forget}: answers to older questions change nothing. */
  #age = 0;
  /** What a late answer has to tell. */
  #error: TensorError | undefined;

  constructor(where: string, policy: Policy, { clip, lossScaler }: Guarded) {
    this.#where = where;
    this.#policy = policy;
    this.#power = policy === 'throwError' ? clippedPower(clip) : undefined;
    this.#lossScaler = lossScaler;
  }

  attempt(apply: () => void): void {
    const settle = takeChanges();
    this.#settle = settle;
    try {
      apply();
    } catch (error) {
      settle(true);
      throw error;
    }
    // Without any gradient nothing has judged them.
    this.#settle?.(false);
    this.#settle = undefined;
  }

  judge(parameters: readonly Graded[], microBatches: number | undefined): Verdict {
    this.#tell();
    const graded = parameters.filter(({ grad }) => grad !== undefined);
    if (graded.length === 0) return undefined;
    const names = graded.map(({ name }) => name);
    const measures = tidy(() => {
      const all = graded.map(
        ({ grad }) => execute(probe, { tensors: { grad: grad as Tensor } }).most as Tensor,
      );
      if (this.#power !== undefined && microBatches !== undefined) {
        all.push(sumOfPowers(this.#power, graded, microBatches));
      }
      return stack(all);
    });
    if (readsAsynchronously()) return this.#ask(names, keep(measures));
    const numbers = measures.dataSync();
    measures.dispose();
    if (areFinite(numbers)) return undefined;
    if (this.#policy === 'skipStep') {
      this.#settle?.(true);
      this.#lossScaler?.update(true);
      return 'refused';
    }
    throw this.#complaint(names, numbers);
  }

  end(verdict: Exclude<Verdict, 'refused'>, isStep: boolean): void {
    const settle = this.#settle;
    this.#settle = undefined;
    const end = (refused: boolean) => {
      settle?.(refused);
      if (refused || isStep) this.#lossScaler?.update(refused);
    };
    if (verdict === undefined) end(false);
    else verdict.whenKnown(end);
  }

  async settled(): Promise<void> {
    await Promise.all(this.#answers);
    this.#tell();
  }

  forget(): void {
    this.#age++;
    this.#error = undefined;
  }

  #ask(names: readonly string[], measures: Tensor): PendingVerdict {
    const refusal = keep(execute(refusalOf, { tensors: { most: measures } }).refusal as Tensor);
    const age = this.#age;
    const hearers: ((refused: boolean) => void)[] = [];
    const listen = async () => {
      try {
        const numbers = await measures.data();
        if (age !== this.#age) return;
        const refused = !areFinite(numbers);
        for (const hear of hearers) hear(refused);
        if (refused && this.#policy === 'throwError') {
          this.#error ??= this.#complaint(names, numbers);
        }
      } catch (cause) {
        this.#error ??= new TensorError(
          `${this.#where}.step: got no answer from the device, expected one. Load a saved state.`,
          { cause },
        );
      } finally {
        measures.dispose();
        refusal.dispose();
        this.#answers.delete(answer);
      }
    };
    const answer = listen();
    this.#answers.add(answer);
    return {
      refusal,
      hold: holdable,
      whenKnown: (hear) => hearers.push(hear),
      whenRefused(action) {
        hearers.push((refused) => refused && action());
      },
      remember(parameters) {
        this.whenRefused(takingBack(parameters));
      },
    };
  }

  #tell(): void {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
  }

  #complaint(names: readonly string[], measures: ArrayLike<number>): TensorError {
    const [first, ...others] = names.filter((_, i) => !Number.isFinite(measures[i]));
    if (first === undefined) {
      return new TensorError(
        `${this.#where}.step: got gradients whose ${this.#power}-norm is beyond float32, expected a finite norm to ` +
          "clip by. Lower the learning rate, or clip by clipByGlobalNorm(limit, 'infinity').",
      );
    }
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    return new TensorError(
      `${this.#where}.step: got NaN or infinite elements in the gradient of "${first}"${more}, ` +
        'expected finite ones. Lower the learning rate, clip gradients, or set nonFinite: skipStep.',
    );
  }
}

// The maximum keeps NaN, so the largest magnitude is finite if and only if all elements are.
const probe = trace({ name: 'largestMagnitude', tensors: ['grad'] }, ({ grad }) => ({
  most: largest(abs(grad)),
}));

const refusalOf = trace({ name: 'refusal', tensors: ['most'] }, ({ most }) => ({
  refusal: largest(select(less(most, Infinity), 0, 1)),
}));

const areFinite = (measures: ArrayLike<number>): boolean =>
  Array.from(measures).every(Number.isFinite);
