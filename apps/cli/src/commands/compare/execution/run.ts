import type { Course, Reading, Runner, Setting } from '../courses/course.js';
import { reaches } from '../measure/measure.js';

/** Whether a run is one of the trials that choose options, or one of those that are reported. */
export type Stage = 'tuning' | 'final';

/** What is to be run. */
export interface Start {
  readonly stage: Stage;
  readonly setting: Setting;
  readonly seed: number;
}

/** A point of the curve of a run. */
export interface CurvePoint extends Reading {
  readonly step: number;
  /** Seconds of the steps up to here, measuring aside. */
  readonly seconds: number;
  /** Mean over the steps since the last point of what they descend; absent before the first step. */
  readonly descended?: number;
}

/** When a run was first read to have arrived at the goal. */
export interface Arrival {
  readonly step: number;
  readonly seconds: number;
}

/** A run that has come to its end. */
export interface Run extends Start {
  readonly steps: number;
  readonly seconds: number;
  /** Whether a loss was no finite number; the run has ended there. */
  readonly diverged: boolean;
  /** At the end; absent after a divergence. */
  readonly end?: Reading;
  /** On the test part, at the end of a final run. */
  readonly test?: Reading;
  /** Absent where it has not arrived, or was not read on its way. */
  readonly arrival?: Arrival;
  /** Of a final run only. */
  readonly curve: readonly CurvePoint[];
}

/** What a run is given of the world. */
export interface Watch {
  /** Stops after the step that is under way. */
  readonly signal: AbortSignal;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Lets the event loop turn: a signal reaches the program only between its turns. */
  readonly turn: () => Promise<void>;
  /** After each step: how many were done, and what the last one descended. */
  onStep(step: number, descended: number): void;
}

/**
 * Runs a setting from a seed. Only steps are timed: each from its batch to the loss on the host.
 *
 * Nothing is left in memory.
 * @returns The run; `undefined` when it was stopped before its end.
 */
export async function run(course: Course, start: Start, watch: Watch): Promise<Run | undefined> {
  const runner = course.begin(start.setting, start.seed);
  try {
    return await follow(course, runner, start, watch);
  } finally {
    runner.dispose();
  }
}

async function follow(course: Course, runner: Runner, start: Start, watch: Watch) {
  const isFinal = start.stage === 'final';
  const log = new Log(course, isFinal);
  if (isFinal) log.read(0, 0, await runner.read());
  let seconds = 0;
  for (let step = 1; step <= course.steps; step++) {
    if (watch.signal.aborted) return undefined;
    const began = watch.now();
    const descended = await runner.step();
    seconds += (watch.now() - began) / 1000;
    watch.onStep(step, descended);
    await watch.turn();
    if (!Number.isFinite(descended)) {
      return { ...start, steps: step, seconds, diverged: true, ...log.content };
    }
    log.descend(descended);
    if (log.isDue(step)) log.read(step, seconds, await runner.read());
  }
  const end = await runner.read();
  const run = { ...start, steps: course.steps, seconds, ...log.content };
  // The last step may have led to parameters that are no numbers any more.
  if (!Number.isFinite(end.loss ?? end.value)) return { ...run, diverged: true };
  const test = isFinal ? await runner.test?.() : undefined;
  return { ...run, diverged: false, end, ...(test && { test }) };
}

/** What is kept of a run on its way. */
class Log {
  readonly #course: Course;
  readonly #isFinal: boolean;
  readonly #curve: CurvePoint[] = [];
  #arrival: Arrival | undefined;
  #sum = 0;
  #summed = 0;

  constructor(course: Course, isFinal: boolean) {
    this.#course = course;
    this.#isFinal = isFinal;
  }

  get content(): Pick<Run, 'curve' | 'arrival'> {
    return { curve: this.#curve, ...(this.#arrival && { arrival: this.#arrival }) };
  }

  /** Counts what a step has descended. */
  descend(descended: number): void {
    this.#sum += descended;
    this.#summed++;
  }

  isDue(step: number): boolean {
    const { steps, every, isReadingFree } = this.#course;
    return (this.#isFinal || isReadingFree) && (step % every === 0 || step === steps);
  }

  read(step: number, seconds: number, reading: Reading): void {
    const { measure, goal } = this.#course;
    const isFirst = goal !== undefined && this.#arrival === undefined;
    if (isFirst && reaches(measure, reading.value, goal)) {
      this.#arrival = { step, seconds };
    }
    if (!this.#isFinal || !this.#course.keeps(step)) return;
    const descended = this.#summed === 0 ? {} : { descended: this.#sum / this.#summed };
    this.#curve.push({ step, seconds, ...reading, ...descended });
    this.#sum = 0;
    this.#summed = 0;
  }
}
