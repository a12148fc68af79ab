import { keep, stack, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { TensorError } from '../../errors.js';
import { abs, less, max, where as select } from '../../program/expression.js';
import { execute } from '../../program/run/execute.js';
import { readsAsynchronously } from '../../program/run/registry.js';
import { trace } from '../../program/trace.js';

/** What happens at a gradient with NaN or infinite elements. */
export type NonFinite = 'throw' | 'skip' | 'ignore';

/** The answer to whether a step may go on, where only the device knows it yet. */
export interface PendingVerdict {
  /** 1 if the step must change nothing, else 0: 0-D, and freed once the host knows the answer too. */
  readonly refusal: Tensor;
  /** Tells the host whether the step was refused, once that is known. */
  whenKnown(hear: (refused: boolean) => void): void;
}

/** A parameter with its gradient, a tensor of its shape. */
interface Graded {
  readonly name: string;
  readonly grad: unknown;
}

/** Whether a step may go on. */
export type Verdict = 'admitted' | 'refused' | PendingVerdict;

/** Tells whether a step was refused, at once where that is known. */
export function whenKnown(
  verdict: Exclude<Verdict, 'refused'>,
  hear: (refused: boolean) => void,
): void {
  if (verdict === 'admitted') hear(false);
  else verdict.whenKnown(hear);
}

/**
 * Looks for NaN and infinite elements in gradients, before a parameter moves.
 *
 * Where tensors are read at once, it knows before anything changes. Elsewhere the device holds back
 * what must not change, and the host follows when the answer arrives.
 */
export class FiniteCheck {
  readonly #where: string;
  readonly #policy: NonFinite;
  readonly #answers = new Set<Promise<void>>();
  /** Raised by {@link forget}: answers to older questions change nothing. */
  #age = 0;
  /** What a late answer has to tell. */
  #error: TensorError | undefined;

  constructor(where: string, policy: NonFinite) {
    this.#where = where;
    this.#policy = policy;
  }

  /**
   * Looks at the gradients of a step.
   *
   * @throws {@link TensorError} when one of them is not finite and that is to be told, or one of an
   * earlier step was not, as a late answer says.
   */
  judge(parameters: readonly Graded[]): Verdict {
    this.#tell();
    if (this.#policy === 'ignore') return 'admitted';
    const graded = parameters.filter(({ grad }) => grad !== undefined);
    if (graded.length === 0) return 'admitted';
    const names = graded.map(({ name }) => name);
    const largest = tidy(() =>
      stack(
        graded.map(
          ({ grad }) => execute(probe, { tensors: { grad: grad as Tensor } }).largest as Tensor,
        ),
      ),
    );
    if (readsAsynchronously()) return this.#ask(names, keep(largest));
    const found = nonFinite(names, largest.dataSync());
    largest.dispose();
    if (found.length === 0) return 'admitted';
    if (this.#policy === 'skip') return 'refused';
    throw this.#complaint(found);
  }

  /** Waits for all answers under way. Rejects with what {@link judge} would throw. */
  async settled(): Promise<void> {
    await Promise.all(this.#answers);
    this.#tell();
  }

  /** Lets go of the answers under way, since what they are about has been replaced. */
  forget(): void {
    this.#age++;
    this.#error = undefined;
  }

  #ask(names: readonly string[], largest: Tensor): PendingVerdict {
    const refusal = keep(execute(refusalOf, { tensors: { largest } }).refusal as Tensor);
    const age = this.#age;
    let hear = (_refused: boolean) => {};
    const listen = async () => {
      try {
        const found = nonFinite(names, await largest.data());
        if (age !== this.#age) return;
        const refused = found.length > 0;
        hear(refused);
        if (refused && this.#policy === 'throw') this.#error ??= this.#complaint(found);
      } catch (cause) {
        this.#error ??= new TensorError(
          `${this.#where}.step: got no answer from the device, expected one. Load a saved state.`,
          { cause },
        );
      } finally {
        largest.dispose();
        refusal.dispose();
        this.#answers.delete(answer);
      }
    };
    const answer = listen();
    this.#answers.add(answer);
    return {
      refusal,
      whenKnown(action) {
        hear = action;
      },
    };
  }

  #tell(): void {
    const error = this.#error;
    this.#error = undefined;
    if (error !== undefined) throw error;
  }

  #complaint(names: readonly string[]): TensorError {
    const others = names.length > 1 ? ` and ${names.length - 1} more` : '';
    return new TensorError(
      `${this.#where}.step: got NaN or infinite elements in the gradient of "${names[0]}"${others}, ` +
        "expected finite ones. Lower the learning rate, clip gradients, or set nonFinite: 'skip'.",
    );
  }
}

// The maximum keeps NaN, so the largest magnitude is finite if and only if all elements are.
const probe = trace({ name: 'largestMagnitude', tensors: ['grad'] }, ({ grad }) => ({
  largest: max(abs(grad)),
}));

const refusalOf = trace({ name: 'refusal', tensors: ['largest'] }, ({ largest }) => ({
  refusal: max(select(less(largest, Infinity), 0, 1)),
}));

function nonFinite(names: readonly string[], largest: ArrayLike<number>): string[] {
  // Written so that NaN is among them.
  return names.filter((_, i) => !((largest[i] as number) < Infinity));
}
