import type { LogChunk } from '../log/run-log.js';
import type { Race } from '../race/race.js';

/** Remembers what the page has been told of the logs of a race. */
export class Outbox {
  readonly #race: Race;
  /** Steps and readings that were told, by contender and seed. */
  readonly #told = new Map<string, { steps: number; readings: number }>();

  constructor(race: Race) {
    this.#race = race;
  }

  /** What has been measured since the last call; runs that nothing has come to are left out. */
  take(): LogChunk[] {
    return this.#race.lanes.flatMap(({ racers }, contender) =>
      racers.flatMap(({ log }, seed) => {
        const key = `${contender}.${seed}`;
        const { steps, readings } = this.#told.get(key) ?? { steps: 0, readings: 0 };
        const now = { steps: log.length, readings: log.readings.length };
        const isSame = now.steps === steps && now.readings === readings;
        if (isSame && log.divergence === undefined) return [];
        this.#told.set(key, now);
        return [log.since(steps, readings, { contender, seed })];
      }),
    );
  }
}
