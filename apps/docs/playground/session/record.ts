import { type LogChunk, RunLog } from '../engine/log/run-log.js';

/** All that was measured of a race, by contender and seed. */
export class RaceRecord {
  readonly #logs: readonly (readonly RunLog[])[];

  constructor(contenders: number, seeds: number) {
    this.#logs = Array.from({ length: contenders }, () =>
      Array.from({ length: seeds }, () => new RunLog()),
    );
  }

  append(chunks: readonly LogChunk[]): void {
    for (const chunk of chunks) this.#logs[chunk.contender]?.[chunk.seed]?.append(chunk);
  }

  /** What was measured of a contender, from each seed. */
  of(contender: number): readonly RunLog[] {
    return this.#logs[contender] ?? [];
  }
}
