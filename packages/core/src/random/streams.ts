import { checkUint32 } from '../check.js';
import { notAccepted } from '../errors.js';

/** Names one sequence of random numbers. Different names give independent sequences. */
export interface RandomStream {
  /** The seed, an integer in [0, 2³²). */
  readonly key: number;
  /** Number of the stream, an integer in [0, 2³²). */
  readonly stream: number;
}

/** Names one draw of a stream: the same draw gives the same numbers on every backend, in any order. */
export interface RandomDraw extends RandomStream {
  /** Number of the draw, an integer in [0, 2³²). */
  readonly step: number;
}

/**
 * Hands out the streams of a seed, one after the other: to each layer its own.
 *
 * Streams are numbered 0, 1, 2, … in the order in which they are asked for, so the same seed and
 * the same code build the same model. A stream is a name, not a generator: nothing that one layer
 * draws changes what another one gets.
 *
 * @throws {@link OptionError} when the seed is no integer in [0, 2³²).
 * @example
 * ```ts
 * const random = new RandomStreams(42);
 * const model = new Sequential(new Linear(2, 8, { random }), new Dropout(0.1, { random }));
 * ```
 */
export class RandomStreams {
  /** The seed, which is the key of every stream. */
  readonly seed: number;
  #next = 0;

  constructor(seed: number) {
    checkUint32('RandomStreams', { seed }, 'seed');
    this.seed = seed;
  }

  /** The next stream that nobody has. */
  next(): RandomStream {
    return { key: this.seed, stream: this.#next++ };
  }
}

let shared = new RandomStreams(0);

/**
 * Sets the seed of what is built from now on without a {@link RandomStreams} of its own. Models that
 * exist keep their streams.
 *
 * A program that never calls it has the seed 0, so it repeats itself from run to run; PyTorch
 * draws a new seed for each run.
 *
 * @param value An integer in [0, 2³²).
 * @throws {@link OptionError} when it is something else.
 * @example
 * ```ts
 * seed(42);
 * const model = new Linear(4, 2); // the same weights after every seed(42)
 * ```
 */
export function seed(value: number): void {
  checkUint32('seed', { value }, 'value');
  shared = new RandomStreams(value);
}

/** The next stream of those given to a layer, or of those that {@link seed} has set. */
export function nextStream(where: string, random: RandomStreams = shared): RandomStream {
  if (typeof random?.next !== 'function') {
    throw notAccepted(
      `${where}.random`,
      random,
      'a RandomStreams',
      'Write `new RandomStreams(42)` for the seed 42.',
    );
  }
  return random.next();
}
