import { onBeforeUnmount, onMounted, type ShallowRef, shallowRef } from 'vue';
import { Turns } from '../../ui/figure/turns.js';
import { type Port, RaceClient } from '../engine/client.js';
import type { Look } from '../engine/look/look.js';
import { startRace } from '../engine/port.js';
import type { Frame, Ready, Refusal } from '../engine/protocol.js';
import type { PlaygroundState } from '../state/state.js';
import { seedsOf } from '../state/task.js';
import { RaceRecord } from './record.js';

/** A race as it is drawn. */
export interface RacePicture {
  /** Whether this browser has workers; without one there is no race. */
  readonly hasWorker: boolean;
  /** What it was begun from. */
  readonly state: PlaygroundState;
  readonly ready: Ready | undefined;
  readonly refusal: Refusal | undefined;
  readonly frame: Frame | undefined;
  readonly record: RaceRecord;
  /** The last look at each contender that is looked at. */
  readonly looks: ReadonlyMap<number, Look>;
}

/** How a race goes on once it is begun. */
export interface Beginning {
  /** Step to run to. */
  readonly step: number;
  readonly playing: boolean;
}

/** Nothing is known of a race yet. */
const blank = (state: PlaygroundState): RacePicture => ({
  hasWorker: true,
  ...{ state, ready: undefined, refusal: undefined, frame: undefined, looks: new Map() },
  record: new RaceRecord(state.contenders.length, seedsOf(state.race).length),
});

/** The race in its worker, and the picture of it. */
export class Race {
  readonly #picture: ShallowRef<RacePicture>;
  readonly #curves: ShallowRef<RacePicture>;
  readonly #turns = new Turns();
  readonly #client: RaceClient;
  /** What comes next on the screen, once something has come. */
  #next: RacePicture | undefined;
  #begun: PlaygroundState;
  #waiting: (Beginning & { readonly state: PlaygroundState }) | undefined;
  #isStarting = false;

  /** `curves` follows `picture` a frame of the screen later. */
  constructor(port: Port, picture: ShallowRef<RacePicture>, curves: ShallowRef<RacePicture>) {
    this.#picture = picture;
    this.#curves = curves;
    this.#begun = picture.value.state;
    this.#client = new RaceClient(port, {
      onReady: (ready) => this.#started({ ...blank(this.#begun), ready }),
      onRefused: (refusal) => this.#started({ ...blank(this.#begun), refusal }),
      onFrame: (frame) => this.#show(frame),
    });
  }

  /** Orders and questions of the race that has been begun. */
  get client(): RaceClient {
    return this.#client;
  }

  /** Begins the race of a state. While another one is being prepared it waits, and only the last one that waits begins. */
  begin(state: PlaygroundState, beginning: Beginning): void {
    this.#waiting = { state, ...beginning };
    if (!this.#isStarting) this.#start();
  }

  #start(): void {
    if (this.#waiting === undefined) return;
    const { state, step, playing } = this.#waiting;
    this.#waiting = undefined;
    this.#isStarting = true;
    this.#begun = state;
    this.#client.start(state);
    if (step > 0) this.#client.step(step);
    if (playing) this.#client.play();
  }

  #started(picture: RacePicture): void {
    this.#isStarting = false;
    this.#put(picture);
    this.#start();
  }

  #show(frame: Frame): void {
    const last = this.#next ?? this.#picture.value;
    last.record.append(frame.chunks);
    const looks =
      frame.looks.length === 0
        ? last.looks
        : new Map([...last.looks, ...frame.looks.map((look) => [look.contender, look] as const)]);
    this.#put({ ...last, frame, looks });
  }

  #put(picture: RacePicture): void {
    this.#next = picture;
    this.#turns.request('picture', () => {
      if (this.#next !== undefined) this.#picture.value = this.#next;
      this.#next = undefined;
      this.#client.drawn();
      this.#turns.request('curves', () => {
        this.#curves.value = this.#picture.value;
      });
    });
  }
}

/** A race that lives as long as the component that calls it. In a page that is only built there is none. */
export function useRace(state: PlaygroundState, begin: (race: Race) => void) {
  const picture = shallowRef(blank(state));
  const curves = shallowRef(picture.value);
  let race: Race | undefined;
  onMounted(() => {
    if (typeof Worker === 'undefined') {
      picture.value = { ...picture.value, hasWorker: false };
      return;
    }
    race = new Race(startRace(), picture, curves);
    begin(race);
  });
  onBeforeUnmount(() => race?.client.dispose());
  return { picture, curves, race: () => race };
}
