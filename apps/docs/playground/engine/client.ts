import type { PlaygroundState } from '../state/state.js';
import type { Looking } from './look/look.js';
import type { Answers, Frame, Order, Question, Ready, Refusal, Report } from './protocol.js';

/** Where orders go and reports come from: a worker, or in tests the host itself. */
export interface Port {
  postMessage(order: Order): void;
  /** Called once, with what is to be told of each report. */
  listen(hear: (report: Report) => void): void;
  close(): void;
}

/** What the page does with reports. */
export interface Listener {
  /** A race stands at its start. */
  onReady(ready: Ready): void;
  /**
   * The race has moved, or is looked at otherwise. While it plays, the next frame waits for {@link RaceClient.drawn}: what
   * cannot be drawn is neither computed nor sent.
   */
  onFrame(frame: Frame): void;
  /** The race of the last {@link RaceClient.start} cannot run. */
  onRefused(refusal: Refusal): void;
}

/**
 * The race as the page has it. Orders return at once; what they lead to comes by the {@link Listener}. Frames
 * of a race that has been replaced are not told any more. A state is copied into the worker, so it must be plain: keep it
 * in a `shallowRef`, since the proxies of Vue cannot be copied.
 *
 * @example
 * ```ts
 * const client = new RaceClient(startRace(), { onReady, onFrame, onRefused });
 * client.start(state);
 * client.play();
 * ```
 */
export class RaceClient {
  readonly #port: Port;
  readonly #listener: Listener;
  readonly #waiting = new Map<
    number,
    { resolve(value: Answers[keyof Answers]): void; reject(error: Error): void }
  >();
  #run = 0;
  #asked = 0;

  constructor(port: Port, listener: Listener) {
    this.#port = port;
    this.#listener = listener;
    port.listen((report) => this.#hear(report));
  }

  /** Begins the race of a state, paused at step 0. The one before ends. */
  start(state: PlaygroundState): void {
    this.#port.postMessage({ type: 'start', run: ++this.#run, state });
  }

  play(): void {
    this.#port.postMessage({ type: 'play' });
  }

  pause(): void {
    this.#port.postMessage({ type: 'pause' });
  }

  /** Takes some steps, and pauses. */
  step(count = 1): void {
    this.#port.postMessage({ type: 'step', count });
  }

  /** Goes one step back from a step, that of the last frame, and pauses. */
  stepBack(from: number): void {
    this.seek(from - 1);
  }

  /** Goes to a step from 0 to the end of the last frame, exactly as it was, and pauses. */
  seek(step: number): void {
    this.#port.postMessage({ type: 'seek', step });
  }

  /** Goes back to step 0. What has been run stays in the curves. */
  reset(): void {
    this.seek(0);
  }

  /** Bounds the steps in a second; `Infinity` for no bound. Kept over {@link start}. */
  setSpeed(stepsPerSecond: number): void {
    this.#port.postMessage({ type: 'speed', stepsPerSecond });
  }

  /** Tells that the last frame has been drawn. */
  drawn(): void {
    this.#port.postMessage({ type: 'drawn' });
  }

  /** Says what frames show beside curves. A frame follows. Kept over {@link start}. */
  look(looking: Looking): void {
    this.#port.postMessage({ type: 'look', looking });
  }

  /** Asks for something once. Rejects where there is no race that could answer. */
  ask<K extends keyof Answers>(question: Question & { readonly kind: K }): Promise<Answers[K]> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, {
        resolve: resolve as (value: Answers[keyof Answers]) => void,
        reject,
      });
      this.#port.postMessage({ type: 'ask', id, question });
    });
  }

  /** Ends the race and the worker. Questions that wait are rejected. */
  dispose(): void {
    for (const { reject } of this.#waiting.values())
      reject(new Error('The playground was closed.'));
    this.#waiting.clear();
    this.#port.close();
  }

  #hear(report: Report): void {
    if (report.type === 'answer' || report.type === 'unanswered') {
      const waiting = this.#waiting.get(report.id);
      this.#waiting.delete(report.id);
      if (report.type === 'answer') waiting?.resolve(report.value);
      else waiting?.reject(new Error(report.message));
      return;
    }
    if (report.run !== this.#run) return;
    if (report.type === 'ready') this.#listener.onReady(report);
    else if (report.type === 'frame') this.#listener.onFrame(report);
    else this.#listener.onRefused(report.refusal);
  }
}
