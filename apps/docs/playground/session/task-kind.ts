import { type Contender, contenderOf } from '../state/contender.js';
import { initialState, type PlaygroundState } from '../state/state.js';
import { initialNetwork, initialSurface, type Task } from '../state/task.js';

/** Contenders that show something on the first surface: the ravine, where rates of networks are too large or too small. */
const onSurface: readonly Contender[] = [
  contenderOf('sgd', { learningRate: 0.02 }),
  contenderOf('sgd', { learningRate: 0.02, momentum: 0.9 }),
  contenderOf('adam', { learningRate: 0.3 }),
];

/** What a playground begins with on each kind of task. */
const customary = {
  network: { steps: 1000, target: 0.1, contenders: initialState.contenders },
  surface: { steps: 200, target: 0.01, contenders: onSurface },
} as const;

/** The other kind of task. Contenders that the visitor has made stay; those that were there at first are replaced. */
export function kindOfTask(state: PlaygroundState, kind: Task['kind']): PlaygroundState {
  const { contenders, steps, target } = customary[kind];
  const other = customary[kind === 'surface' ? 'network' : 'surface'].contenders;
  const isUntouched = JSON.stringify(state.contenders) === JSON.stringify(other);
  return {
    ...state,
    task: kind === 'surface' ? initialSurface : initialNetwork,
    contenders: isUntouched ? contenders : state.contenders,
    race: { ...state.race, steps, target },
  };
}
