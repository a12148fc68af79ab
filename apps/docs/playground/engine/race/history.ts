import type { Snapshot } from './snapshot.js';

/** All racers after a step. Those that have diverged before rest. */
interface Moment {
  readonly step: number;
  readonly snapshots: readonly Snapshot[];
}

/** Most moments that are kept. */
const limit = 48;

/**
 * Snapshots of all racers at equal distances. Where they become too many, every second one is forgotten, so that any step
 * is near one of them and memory stays bounded however long a race is.
 */
export class History {
  readonly #moments = new Map<number, Moment>();
  #interval = 16;

  /** Whether a snapshot belongs at a step that has none. */
  isDue(step: number): boolean {
    return step % this.#interval === 0 && !this.#moments.has(step);
  }

  keep(step: number, snapshots: readonly Snapshot[]): void {
    this.#moments.set(step, { step, snapshots });
    if (this.#moments.size <= limit) return;
    this.#interval *= 2;
    for (const moment of this.#moments.keys()) {
      if (moment % this.#interval !== 0) this.#moments.delete(moment);
    }
  }

  /** The latest moment at or before a step. Step 0 is always kept. */
  before(step: number): Moment {
    const earlier = [...this.#moments.keys()].filter((moment) => moment <= step);
    return this.#moments.get(Math.max(...earlier)) as Moment;
  }
}
