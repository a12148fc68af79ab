import { HostInteger, Module, type RandomDraw, type RandomStreams } from '@nadir/core';
import { checkNames, nextStream, recording } from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Options of modules that draw random numbers. */
export interface RandomOptions {
  /** Where the random numbers come from. Default: the streams that {@link seed} has set. */
  random?: RandomStreams;
}

/**
 * A module that draws random numbers in its calls.
 *
 * They come from a stream of its own, so modules do not disturb each other. The stream and the count
 * of draws are in the state dict, so a resumed run draws what it would have drawn.
 */
export abstract class RandomModule<
  Inputs extends unknown[] = [Tensor],
  Output = Tensor,
> extends Module<Inputs, Output> {
  readonly key: HostInteger;
  readonly stream: HostInteger;
  /** Number of draws so far. */
  readonly step = new HostInteger(0);

  /** @param where Name of the class, for messages. */
  constructor(where: string, options: RandomOptions) {
    checkNames(where, options, ['random']);
    const { key, stream } = nextStream(where, options.random);
    super();
    this.key = new HostInteger(key);
    this.stream = new HostInteger(stream);
  }

  /** What is computed with the next draw. A gradient of it has to use the same draw. */
  protected draw<Result>(compute: (draw: RandomDraw) => Result): Result {
    const { key, stream, step } = this;
    recording()?.draw({ key, stream, step });
    const result = compute({ key: key.value, stream: stream.value, step: step.value });
    // Counted last, so that a call that failed has drawn nothing.
    step.value = (step.value + 1) % 2 ** 32;
    return result;
  }
}
