/** Words of the figures, by the name of their folder. */
export const figures = {
  momentum: {
    title: 'Paths through a ravine',
    plain: 'without momentum',
    withMomentum: 'with momentum',
    nesterov: 'Nesterov',
    minimum: 'minimum',
    momentum: 'momentum',
    learningRate: 'learning rate',
    conditionNumber: 'condition number',
    useNesterov: 'Nesterov momentum',
    across: 'gentle direction',
    up: 'steep direction',
    step: 'step',
    /** What the path does, in a sentence. */
    settles: (steps: number, turns: number) =>
      `After ${steps} steps only 1 % of the distance is left; on the way it overshoots ${times(turns)}.`,
    never: (steps: number) => `After ${steps} steps more than 1 % of the distance is left.`,
    diverges: 'The steps grow: this learning rate is too large.',
    plainSettles: (steps: number) => `Without momentum it takes ${steps} steps.`,
    plainNever: (steps: number) => `Without momentum ${steps} steps are not enough.`,
  },
  optimizerPath: {
    title: (optimizer: string) => `Path of ${optimizer} on a surface`,
    surface: 'surface',
    surfaces: {
      quadratic: 'ravine',
      rosenbrock: 'Rosenbrock’s valley',
      himmelblau: 'Himmelblau’s four minima',
      beale: 'Beale’s plain',
    },
    startOf: (axis: string) => `start ${axis}`,
    step: 'step',
    descends: (steps: number, first: string, last: string) =>
      `${steps} steps lead from a height of ${first} to ${last}. Click the surface to start elsewhere.`,
    diverges: 'The steps grow: these options are too bold for this surface.',
  },
  race: {
    title: 'A race of four optimizers',
    tiny: 'less than 0.000001',
    step: 'step',
    leads: (step: number, leader: string, height: string) =>
      `After ${step} steps ${leader} is lowest, ${height} above the minimum. Click the surface to start a race there.`,
  },
  schedule: {
    title: (name: string) => `The schedule ${name}`,
    step: 'step',
    value: 'value',
  },
  scheduleEditor: {
    title: 'Several schedules, one after the other',
    kind: 'schedule',
    add: 'Add a part',
    remove: 'Remove',
    part: (position: number) => `Part ${position}`,
    lasts: 'steps of the part',
  },
  regularizer: {
    title: (name: string) => `Two weights under ${name}`,
    penalty: 'Forty steps of the penalty alone; a dot is where each pair of weights ends.',
    constraint:
      'One step of the constraint alone: each pair goes to the nearest point that is allowed.',
    columns: ['w₁ before', 'w₂ before', 'w₁ after', 'w₂ after'],
  },
  lbfgsPath: {
    iteration: 'iteration',
    descends: (iterations: number, evaluations: number, first: string, last: string) =>
      `${iterations} iterations, for which the gradient was computed ${evaluations} times, lead from a height of ${first} to ${last}. Click the surface to start elsewhere.`,
  },
};

const times = (n: number): string => ['not at all', 'once', 'twice'][n] ?? `${n} times`;
