/** Words of the figure about momentum. */
export const momentum = {
  title: 'Paths through a ravine',
  plain: 'without momentum',
  withMomentum: 'with momentum',
  nesterov: 'Nesterov',
  minimum: 'minimum',
  momentum: 'momentum',
  learningRate: 'learning rate',
  conditionNumber: 'condition number',
  useNesterov: 'Nesterov momentum',
  averaging: 'buffer as an average',
  elsewhere: 'Click the plot to start somewhere else.',
  equalAverage: (rate: string) =>
    `An averaging buffer takes the same path at learning rate ${rate}.`,
  equalSum: (rate: string) => `PyTorch’s buffer takes the same path at learning rate ${rate}.`,
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
};

const times = (n: number): string => ['not at all', 'once', 'twice'][n] ?? `${n} times`;
