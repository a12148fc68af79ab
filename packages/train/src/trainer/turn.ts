/** Longest time without a turn of the event loop, in milliseconds. */
const sliceMs = 50;

/**
 * Lets the event loop turn now and then: on a backend that computes at once nothing else would, and signals, timers and clicks
 * reach a program only between its turns.
 */
export class Turns {
  #last = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#last < sliceMs) return;
    await new Promise<void>((resolve) => setTimeout(resolve));
    this.#last = performance.now();
  }
}
