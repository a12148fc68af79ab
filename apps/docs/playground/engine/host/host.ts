import type { BackendName } from '../../../backends/loader.js';
import type { PlaygroundState } from '../../state/state.js';
import { backendFor } from '../backends/load.js';
import { leastPoints, TooFewPoints } from '../course/data.js';
import { FormulaError } from '../formula/fault.js';
import { type Looking, noLooking } from '../look/look.js';
import { lookAt } from '../look/look-at.js';
import type { BackendInUse, Order, Refusal, Report } from '../protocol.js';
import { Race } from '../race/race.js';
import { answerTo } from './answers.js';
import { Outbox } from './outbox.js';

/** What a host is given of the world. */
export interface World {
  /** Makes a backend the one in use, or another one where it cannot run. */
  useBackend(name: BackendName): Promise<BackendInUse>;
  /** Milliseconds since some moment. */
  now(): number;
  /** Lets orders come in. */
  turn(): Promise<void>;
  report(report: Report): void;
}

/** Milliseconds between frames while a race plays. */
const frameTime = 33;

/** Runs the race of a page by its orders, one after the other. */
export class Host {
  readonly #world: World;
  readonly #orders: Order[] = [];
  #race: Race | undefined;
  #outbox: Outbox | undefined;
  #state: PlaygroundState | undefined;
  #run = 0;
  #playing = false;
  #speed = Number.POSITIVE_INFINITY;
  #looking: Looking = noLooking;
  /** Whether the page waits for a frame. */
  #isDrawn = true;
  #isBusy = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes an order. It is carried out after those before it. */
  hear(order: Order): void {
    this.#orders.push(order);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (;;) {
        const order = this.#orders.shift();
        if (order !== undefined) await this.#obey(order);
        else if (this.#playing) await this.#play();
        else return;
      }
    } catch (error) {
      // A device that is lost, or has no memory left, ends the race; a new one can begin.
      this.#playing = false;
      this.#race = undefined;
      this.#world.report({ type: 'refused', run: this.#run, refusal: refusalOf(error) });
    } finally {
      this.#isBusy = false;
    }
  }

  async #obey(order: Order): Promise<void> {
    switch (order.type) {
      case 'start':
        return this.#start(order.run, order.state);
      case 'play':
        this.#playing = this.#race !== undefined && !this.#race.finished;
        return this.#frame();
      case 'pause':
        this.#playing = false;
        return this.#frame();
      case 'step':
        return this.#step(order.count);
      case 'seek':
        this.#playing = false;
        await this.#race?.seek(order.step);
        return this.#frame();
      case 'speed':
        this.#speed = order.stepsPerSecond;
        return;
      case 'drawn':
        this.#isDrawn = true;
        return;
      case 'look':
        this.#looking = order.looking;
        return this.#frame();
      case 'ask':
        return this.#answer(order);
    }
  }

  async #start(run: number, state: PlaygroundState): Promise<void> {
    this.#run = run;
    this.#playing = false;
    this.#race?.dispose();
    this.#race = undefined;
    try {
      const backend = await this.#world.useBackend(backendFor(state));
      const race = await Race.begin(state, () => this.#world.now());
      this.#race = race;
      this.#outbox = new Outbox(race);
      this.#state = state;
      const entries = race.lanes.map(({ entry }) => entry);
      this.#world.report({ type: 'ready', run, backend, scene: race.scene, entries });
    } catch (error) {
      this.#world.report({ type: 'refused', run, refusal: refusalOf(error) });
      return;
    }
    await this.#frame();
  }

  async #step(count: number): Promise<void> {
    this.#playing = false;
    for (let i = 0; i < count && this.#race?.finished === false; i++) await this.#race.advance();
    await this.#frame();
  }

  /** Plays for the time of a frame. */
  async #play(): Promise<void> {
    const race = this.#race as Race;
    const { now, turn } = this.#world;
    const began = now();
    const most = Math.max(1, Math.round((this.#speed * frameTime) / 1000));
    const pause = 1000 / this.#speed;
    let taken = 0;
    do {
      await race.advance();
      taken++;
    } while (taken < most && !race.finished && now() - began < frameTime);
    if (race.finished) this.#playing = false;
    const stepsPerSecond = (taken * 1000) / Math.max(1, now() - began);
    if (this.#isDrawn || race.finished) await this.#frame(stepsPerSecond);
    do await turn();
    while (this.#orders.length === 0 && this.#playing && now() - began < taken * pause);
  }

  async #frame(stepsPerSecond = 0): Promise<void> {
    const race = this.#race;
    if (race === undefined) return;
    this.#isDrawn = false;
    const looks = await lookAt(race, this.#looking);
    const { step, end, finished } = race;
    this.#world.report({
      ...{ type: 'frame', run: this.#run, step, end, finished, looks },
      ...{ playing: this.#playing, stepsPerSecond },
      chunks: this.#outbox?.take() ?? [],
    });
  }

  async #answer({ id, question }: Order & { type: 'ask' }): Promise<void> {
    const { report } = this.#world;
    if (this.#race === undefined || this.#state === undefined) {
      report({ type: 'unanswered', id, message: 'There is no race.' });
      return;
    }
    try {
      const value = await answerTo(question, this.#race, this.#state);
      report({ type: 'answer', id, value });
    } catch (error) {
      report({ type: 'unanswered', id, message: messageOf(error) });
    }
  }
}

/** What the page is told of an error. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof FormulaError) return { kind: 'formula', fault: error.fault };
  if (error instanceof TooFewPoints) return { kind: 'points', least: leastPoints };
  return { kind: 'error', message: messageOf(error) };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
