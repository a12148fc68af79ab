import { computed, type InjectionKey, inject, provide, type ShallowRef, shallowRef } from 'vue';
import type { RaceClient } from '../engine/client.js';
import type { InspectedWeight } from '../engine/look/look.js';
import { type Contender, maxContenders } from '../state/contender.js';
import { beginHistory, record, redo, undo } from '../state/history.js';
import { initialState, isSameRace, type PlaygroundState } from '../state/state.js';
import type { NetworkTask, RaceSettings, SurfaceTask } from '../state/task.js';
import type { View } from '../state/view.js';
import { useLink } from './link.js';
import { type RacePicture, useRace } from './race.js';
import { useNarrow } from './use-narrow.js';

/** The playground as its panels have it. */
export type Playground = ReturnType<typeof createPlayground>;

const key: InjectionKey<Playground> = Symbol('playground');

/** The playground that a panel is part of. */
export function usePlayground(): Playground {
  const playground = inject(key);
  if (playground === undefined) throw new Error('usePlayground: got no playground around it.');
  return playground;
}

/** Makes a playground and gives it to the panels below. */
export function providePlayground(): Playground {
  const playground = createPlayground();
  provide(key, playground);
  return playground;
}

/** Changes of one gesture, such as those of a slider that is dragged, follow each other faster than this. */
const pauseMs = 800;

function createPlayground() {
  const history = shallowRef(beginHistory(initialState));
  const state = computed(() => history.value.present);
  const speed = shallowRef(60);
  const inspected: ShallowRef<InspectedWeight | null> = shallowRef(null);
  const isNarrow = useNarrow();
  const chosen = computed(() =>
    Math.min(state.value.view.chosen, state.value.contenders.length - 1),
  );
  let lastGesture: { readonly name: string; readonly at: number } | undefined;

  const notices = useLink(state, (linked) => go(record(history.value, linked)));
  const { picture, curves, race } = useRace(initialState, (begun) => {
    begun.client.setSpeed(speed.value);
    begun.begin(state.value, { step: 0, playing: false });
  });

  /** Shows another moment of the history, and races it if it is another race. */
  function go(to: typeof history.value) {
    const before = state.value;
    history.value = to;
    if (isSameRace(before, to.present)) return;
    const { frame } = picture.value;
    const isSurface = before.task.kind === 'surface' && to.present.task.kind === 'surface';
    race()?.begin(to.present, {
      step: isSurface ? (frame?.step ?? 0) : 0,
      playing: frame?.playing ?? false,
    });
  }

  /** Goes on to a state. Changes of one gesture are undone together. */
  function change(next: PlaygroundState, gesture?: string) {
    const at = performance.now();
    const joins =
      gesture !== undefined && lastGesture?.name === gesture && at - lastGesture.at < pauseMs;
    lastGesture = gesture === undefined ? undefined : { name: gesture, at };
    go(record(history.value, next, joins));
  }

  const client = (order: (client: RaceClient) => void) => {
    const now = race();
    if (now !== undefined) order(now.client);
  };

  return {
    state,
    notices,
    picture: picture as Readonly<ShallowRef<RacePicture>>,
    /** The picture that curves and their numbers are drawn from, a frame of the screen after all else. */
    curves: curves as Readonly<ShallowRef<RacePicture>>,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    speed,
    /** The weight under the glass. */
    inspected: inspected as Readonly<ShallowRef<InspectedWeight | null>>,
    /** Position of the contender that is looked at closely. */
    chosen,
    /** Positions of the contenders that pictures and charts show: on a phone, only the one that is chosen. */
    drawn: computed(() =>
      isNarrow.value ? [chosen.value] : state.value.contenders.map((_, i) => i),
    ),
    isNarrow,
    client,
    /** Asks the worker for something. Rejects where there is no race yet. */
    ask<T>(question: (client: RaceClient) => Promise<T>): Promise<T> {
      const now = race();
      return now === undefined
        ? Promise.reject(new Error('The race is being prepared.'))
        : question(now.client);
    },
    change,

    undo() {
      lastGesture = undefined;
      go(undo(history.value));
    },
    redo() {
      lastGesture = undefined;
      go(redo(history.value));
    },

    changeNetwork(patch: Partial<NetworkTask>, gesture?: string) {
      const { task } = state.value;
      if (task.kind === 'network') change({ ...state.value, task: { ...task, ...patch } }, gesture);
    },
    changeSurface(patch: Partial<SurfaceTask>, gesture?: string) {
      const { task } = state.value;
      if (task.kind === 'surface') change({ ...state.value, task: { ...task, ...patch } }, gesture);
    },
    changeRace(patch: Partial<RaceSettings>, gesture?: string) {
      change({ ...state.value, race: { ...state.value.race, ...patch } }, gesture);
    },
    changeView(patch: Partial<View>, gesture?: string) {
      change({ ...state.value, view: { ...state.value.view, ...patch } }, gesture);
    },
    changeContender(position: number, patch: Partial<Contender>, gesture?: string) {
      const contenders = state.value.contenders.map((one, i) =>
        i === position ? { ...one, ...patch } : one,
      );
      change({ ...state.value, contenders }, gesture && `${position} ${gesture}`);
    },
    /** Replaces all contenders, and looks at one of them. */
    changeContenders(contenders: readonly Contender[], chosen: number) {
      if (contenders.length === 0 || contenders.length > maxContenders) return;
      change({ ...state.value, contenders, view: { ...state.value.view, chosen } });
    },

    inspect(weight: InspectedWeight | null) {
      inspected.value = weight;
    },

    setSpeed(stepsPerSecond: number) {
      speed.value = stepsPerSecond;
      client((one) => one.setSpeed(stepsPerSecond));
    },
    play: () => client((one) => one.play()),
    pause: () => client((one) => one.pause()),
    step: () => client((one) => one.step()),
    stepBack: () =>
      client((one) => {
        const { frame } = picture.value;
        if (frame !== undefined && frame.step > 0) one.stepBack(frame.step);
      }),
    seek: (step: number) => client((one) => one.seek(step)),
    reset: () => client((one) => one.reset()),
  };
}
