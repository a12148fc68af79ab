import { getBackend, type Tensor, type TensorContainer } from '@tensorflow/tfjs-core';
import { checkBoolean, checkInteger, checkNames, checkWord, isInUse } from '../check.js';
import { describe, notAccepted, TensorError } from '../errors.js';
import { Case } from './case.js';
import { passes as allPasses, type PassName } from './passes/passes.js';
import type { Plan } from './plan.js';
import type { Problem } from './problem.js';

/** Options of {@link capture}. */
export interface CaptureOptions {
  /**
   * Whether a step that cannot be captured runs as it is, with a warning once, in place of an error. Default `false`.
   */
  readonly fallback?: boolean;
  /** How many plans are kept, one for each choice of shapes, ≥ 1. The oldest goes first. Default `8`. */
  readonly plans?: number;
  /**
   * Every so many replays the step runs as it is and is compared with its plan, ≥ 1, which takes a few times as long as the step alone.
   * Default `500`.
   */
  readonly verifyEvery?: number;
  /** What makes plans shorter, by name. Default: all. None changes a number; leave some out to look for a fault. */
  readonly passes?: readonly PassName[];
}

/** A step that is replayed: what {@link capture} makes. */
export interface CapturedStep<Inputs extends readonly Tensor[], Result> {
  (...inputs: Inputs): Result;
  /** The plans so far, the one of the last call first. */
  readonly plans: readonly Plan[];
  /**
   * Lets the next call of each plan run as it is, and be compared with the plan.
   * @param replays Of plans that were replayed at least so often since the last time. Default `0`: all.
   */
  verify(replays?: number): void;
  /** Lets go of the plans and what they hold. Later calls record anew. */
  dispose(): void;
}

/**
 * Records a step once and replays it: forward pass, gradients and update as one list of kernels, without the tape and
 * the tensors of TensorFlow.js in between.
 *
 * The first call runs as usual. The second and third are written down while they run, and must do the same; from the fourth
 * on the plan is replayed, and now and then compared with the step again. Inputs of other shapes, `train()` and `eval()`, and
 * parameters that are frozen or no longer frozen make a plan of their own. The numbers are those of the step itself, to the bit.
 *
 * Everything of Nadir goes on as it does in the step itself: optimizers with their schedules, clipping, accumulation and
 * checks, the random masks of dropout, running statistics, averages. What else the host computes is written
 * down with the values that it has then, so what changes from call to call has to be an argument: a tensor.
 *
 * @param step What is done. Its inputs are tensors, which it does not dispose of, and what it returns are tensors too, alone or in lists
 * and objects. The caller disposes of both.
 * @throws {@link CaptureError} while it records, when the step reads values on the host, decides by them, or makes tensors of
 * other values than the time before. Then parameters have not moved. That a step ends earlier than the time before, or returns more
 * than tensors, is known when it has run: then they have.
 * @example
 * ```ts
 * const step = capture((images: Tensor, labels: Tensor) =>
 *   optimizer.step(() => crossEntropy(model.forward(images), labels)),
 * );
 * for (const [images, labels] of batches) step(images, labels).dispose();
 * ```
 */
export function capture<Inputs extends readonly Tensor[], Result extends TensorContainer>(
  step: (...inputs: Inputs) => Result,
  options: CaptureOptions = {},
): CapturedStep<Inputs, Result> {
  if (typeof step !== 'function') throw notAccepted('capture', step, 'a function: the step');
  checkNames('capture', options, ['fallback', 'plans', 'verifyEvery', 'passes']);
  const { fallback = false, plans = 8, verifyEvery = 500, passes = all } = options;
  checkBoolean('capture', { fallback }, 'fallback');
  checkInteger('capture', { plans, verifyEvery }, 1, 'plans', 'verifyEvery');
  if (!Array.isArray(passes)) throw notAccepted('capture.passes', passes, 'a list of names');
  for (const name of passes) checkWord('capture', { passes: name }, 'passes', all);
  const captured = new Capture(step, { fallback, plans, verifyEvery, passes });
  return Object.defineProperties((...inputs: Inputs) => captured.call(inputs), {
    plans: { get: () => captured.plans },
    verify: { value: (replays = 0) => captured.verify(replays) },
    dispose: { value: () => captured.dispose() },
  }) as CapturedStep<Inputs, Result>;
}

const all = Object.keys(allPasses) as PassName[];

/** A step that is captured, for all shapes of its inputs. */
class Capture<Inputs extends readonly Tensor[], Result extends TensorContainer> {
  readonly #step: (...inputs: Inputs) => Result;
  readonly #options: Required<CaptureOptions>;
  /** The last used first. */
  #cases: Case<Result>[] = [];
  /** Signatures of inputs for which the step runs as it is. */
  readonly #uncaptured = new Set<string>();

  constructor(step: (...inputs: Inputs) => Result, options: Required<CaptureOptions>) {
    this.#step = step;
    this.#options = options;
  }

  get plans(): readonly Plan[] {
    return this.#cases.flatMap(({ plan }) => plan ?? []);
  }

  call(inputs: Inputs): Result {
    const signature = signatureOf(inputs);
    if (this.#uncaptured.has(signature)) return this.#step(...inputs);
    const found = this.#find(signature);
    return found.replays ? found.replay(inputs) : this.#prepare(found, inputs);
  }

  verify(replays: number): void {
    for (const one of this.#cases) one.verify(replays);
  }

  dispose(): void {
    for (const one of this.#cases) one.dispose();
    this.#cases = [];
  }

  #find(signature: string): Case<Result> {
    const { plans, verifyEvery, passes } = this.#options;
    const chosen = all.filter((name) => passes.includes(name)).map((name) => allPasses[name]);
    const known = this.#cases.find((one) => one.fits(signature));
    const found = known ?? new Case<Result>(signature, { verifyEvery, passes: chosen });
    if (this.#cases[0] !== found) {
      this.#cases = [found, ...this.#cases.filter((one) => one !== found)];
      for (const old of this.#cases.splice(plans)) old.dispose();
    }
    return found;
  }

  #prepare(found: Case<Result>, inputs: Inputs): Result {
    const step = () => this.#step(...inputs);
    let problem: Problem | undefined;
    try {
      return found.prepare(inputs, step, (next) => {
        if (!this.#options.fallback) throw next.error;
        problem ??= next;
      });
    } finally {
      // What has changed for inputs of one shape has changed for others.
      if (problem?.isDifference) this.verify(0);
      if (problem && (!problem.isDifference || found.isUnsteady)) this.#giveUp(found, problem);
    }
  }

  #giveUp(found: Case<Result>, { what, advice }: Problem): void {
    if (this.#uncaptured.size === 0) {
      console.warn(`capture: got ${what}, so the step runs uncaptured. ${advice}`);
    }
    this.#uncaptured.add(found.signature);
    this.#cases = this.#cases.filter((one) => one !== found);
    found.dispose();
  }
}

/** What plans are told apart by: the backend, and shapes, dtypes and sharing of the inputs. */
function signatureOf(inputs: readonly unknown[]): string {
  const tensors = inputs.map((input, index) => {
    if (isInUse(input)) return input;
    throw new TensorError(
      `capture: got ${describe(input)} as input ${index} of the step, expected a tensor in use. ` +
        'Pass a number as `scalar(number)`, and make what never changes part of the step.',
    );
  });
  const parts = tensors.map((tensor) => {
    const first = tensors.findIndex(({ dataId }) => dataId === tensor.dataId);
    return `${tensor.dtype}[${tensor.shape}]@${first}`;
  });
  return `${getBackend()} ${parts.join(' ')}`;
}
