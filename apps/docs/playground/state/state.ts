import { type Contender, contenderOf } from './contender.js';
import { fallbacksOf, initialNetwork, type RaceSettings, raceFields, type Task } from './task.js';
import { type View, viewFields } from './view.js';

/** All that a link to the playground holds. It is replaced, never changed in place. */
export interface PlaygroundState {
  readonly task: Task;
  /** One to six. */
  readonly contenders: readonly Contender[];
  readonly race: RaceSettings;
  readonly view: View;
}

/** What the playground opens with. */
export const initialState: PlaygroundState = {
  task: initialNetwork,
  contenders: [contenderOf('sgd'), contenderOf('adamw')],
  race: fallbacksOf(raceFields),
  view: fallbacksOf(viewFields) as View,
};

/** Whether two states run the same race, so that what has been run stays: they may show it otherwise. */
export const isSameRace = (one: PlaygroundState, other: PlaygroundState): boolean =>
  JSON.stringify([one.task, one.contenders, one.race]) ===
  JSON.stringify([other.task, other.contenders, other.race]);
