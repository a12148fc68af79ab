import type { DrawCounters, ProgramRun } from './recording.js';
import type { ProgramNumber } from './step-record.js';

/** A draw of the step that is being recorded. */
interface Draw {
  readonly counters: DrawCounters;
  readonly values: Readonly<Record<keyof DrawCounters, number>>;
  readonly ahead: number;
}

const parts = ['key', 'stream', 'step'] as const;

/** The random draws of a step that is being recorded. */
export class Draws {
  readonly #draws: Draw[] = [];

  /** @param ahead How far the counter of draws has gone since the step began. */
  add(counters: DrawCounters, ahead: number): void {
    const { key, stream, step } = counters;
    const values = { key: key.value, stream: stream.value, step: step.value };
    this.#draws.push({ counters, values, ahead });
  }

  /** Numbers of a program: those that a draw has given follow its counters. */
  numbersOf({ program, numbers }: ProgramRun): readonly ProgramNumber[] {
    const { scalars, integers } = program;
    const placeOf = (part: string) => scalars.length + integers.indexOf(part);
    const draw = this.#draws.find(({ values }) =>
      parts.every((part) => integers.includes(part) && numbers[placeOf(part)] === values[part]),
    );
    if (draw === undefined) return numbers.slice();
    const { counters, ahead } = draw;
    return numbers.map((value, i) => {
      const part = parts.find((name) => placeOf(name) === i);
      if (part === undefined) return value;
      return { draw: counters, part, ahead: part === 'step' ? ahead : 0 };
    });
  }
}
