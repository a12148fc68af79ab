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
    await turn();
    this.#last = performance.now();
  }
}

/** Comes after what waits already. It is no timer: browsers let those of a tab that is not seen wait for up to a minute. */
function turn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
