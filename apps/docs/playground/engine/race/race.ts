import { OptionError } from '@nadir/core';
import { misfitOf } from '../../state/optimizers.js';
import type { PlaygroundState } from '../../state/state.js';
import { seedsOf } from '../../state/task.js';
import { RunLog } from '../log/run-log.js';
import type { Entry, Scene } from '../protocol.js';
import { History } from './history.js';
import { Racer } from './racer.js';
import type { Snapshot } from './snapshot.js';
import { type Track, trackOf } from './track.js';

/** The runs of one contender, by seed; none where it does not take part. */
export interface Lane {
  readonly entry: Entry;
  readonly racers: readonly Racer[];
}

/**
 * All contenders from all seeds, in step. What one of them does depends on its own settings, the task and the seed, and on
 * no other contender.
 */
export class Race {
  readonly scene: Scene;
  readonly lanes: readonly Lane[];
  readonly #settings: PlaygroundState['race'];
  readonly #history = new History();
  #step = 0;
  #end = 0;

  private constructor({ race }: PlaygroundState, scene: Scene, lanes: readonly Lane[]) {
    this.#settings = race;
    this.scene = scene;
    this.lanes = lanes;
  }

  /**
   * The race of a state at its start, on the backend in use.
   *
   * @param now Milliseconds since some moment.
   * @throws {@link FormulaError}, {@link TooFewPoints} when the task cannot be run.
   */
  static async begin(state: PlaygroundState, now: () => number): Promise<Race> {
    const track = trackOf(state);
    const lanes = state.contenders.map((_, i) => laneOf(state, track, i, now));
    const race = new Race(state, track.scene, lanes);
    await race.#keep();
    for (const racer of race.#racers) await racer.read();
    return race;
  }

  /** Step that all racers are at. */
  get step(): number {
    return this.#step;
  }

  /** Farthest step that was reached. */
  get end(): number {
    return this.#end;
  }

  /** Whether the last step has been taken. */
  get finished(): boolean {
    return !this.#settings.endless && this.#step >= this.#settings.steps;
  }

  /** Takes a step with every racer. Those that have diverged rest. */
  async advance(): Promise<void> {
    for (const racer of this.#racers) await racer.advance();
    this.#step++;
    this.#end = Math.max(this.#end, this.#step);
    if (this.#history.isDue(this.#step)) await this.#keep();
  }

  /** Goes to a step from 0 to {@link end}: to a snapshot before it, and on from there. */
  async seek(step: number): Promise<void> {
    const wanted = Math.min(this.#end, Math.max(0, Math.round(step)));
    if (wanted === this.#step) return;
    // One step before it at least, so that the gradient and the mask of the last step are known.
    const isAhead = wanted > this.#step;
    const from = this.#history.before(Math.max(0, wanted - 1));
    if (!isAhead || from.step > this.#step) {
      this.#racers.forEach((racer, i) => {
        racer.restore(from.snapshots[i] as Snapshot);
      });
      this.#step = from.step;
    }
    while (this.#step < wanted) await this.advance();
  }

  /**
   * Keeps the state before each step of a contender, of its first seed, and of no other. The last step is taken again where it was
   * not kept.
   */
  async remember(contender: number | undefined): Promise<void> {
    const { racers } = this.lanes[contender ?? -1] ?? { racers: [] };
    const [chosen] = racers;
    for (const racer of this.#racers) racer.remembers = racer === chosen;
    if (chosen === undefined || chosen.step === 0 || chosen.last?.state !== undefined) return;
    const { step } = chosen;
    const moment = this.#history.before(step - 1);
    chosen.restore(moment.snapshots[this.#racers.indexOf(chosen)] as Snapshot);
    while (chosen.step < step) await chosen.advance();
  }

  dispose(): void {
    for (const racer of this.#racers) racer.dispose();
  }

  get #racers(): readonly Racer[] {
    return this.lanes.flatMap(({ racers }) => racers);
  }

  async #keep(): Promise<void> {
    const snapshots = [];
    for (const racer of this.#racers) snapshots.push(await racer.snapshot());
    this.#history.keep(this.#step, snapshots);
  }
}

/** The runs of a contender. */
function laneOf(state: PlaygroundState, track: Track, position: number, now: () => number): Lane {
  const contender = state.contenders[position] as PlaygroundState['contenders'][number];
  const misfit = misfitOf(contender.optimizer, state.task);
  if (misfit !== undefined)
    return { entry: { refused: { kind: misfit }, parameters: [] }, racers: [] };
  const racers: Racer[] = [];
  try {
    seedsOf(state.race).forEach((_, seed) => {
      const course = track.courseOf(contender, seed);
      try {
        racers.push(new Racer(contender, course, new RunLog(), { ...track.terms, now }));
      } catch (error) {
        course.dispose();
        throw error;
      }
    });
  } catch (error) {
    for (const racer of racers) racer.dispose();
    if (!(error instanceof OptionError)) throw error;
    const { message } = error;
    return { entry: { refused: { kind: 'option', message }, parameters: [] }, racers: [] };
  }
  return { entry: { parameters: racers[0]?.parameters ?? [] }, racers };
}
