/** Words of the figure about RMSProp. */
export const rmsprop = {
  title: 'Two coordinates whose gradients differ',
  plain: 'gradient descent',
  scaled: 'RMSProp',
  minimum: 'minimum',
  ratio: 'steep over gentle',
  learningRate: 'learning rate',
  alpha: 'decay rate',
  epsilon: 'epsilon',
  gentle: 'gentle',
  steep: 'steep',
  across: 'gentle coordinate',
  up: 'steep coordinate',
  step: 'step',
  gradient: 'gradient',
  root: 'root mean square √v',
  length: 'length of the step',
  both: 'both',
  roots: 'The divisor: root mean squares of both gradients, and ε',
  lengths: 'The length of both steps',
  elsewhere: 'Click the plot to start somewhere else.',
  /** What the first step is like, in a sentence. */
  equal: (gradients: string) =>
    `In the first step one gradient is ${gradients} times the other, and both coordinates move equally far.`,
  unequal: (gradients: string, lengths: string) =>
    `In the first step one gradient is ${gradients} times the other, and moves its coordinate ${lengths} times as far.`,
  same: 'In the first step both gradients are equal.',
  ends: (steps: number, scaled: string, plain: string) =>
    `After ${steps} steps RMSProp is ${scaled} away from the minimum, gradient descent ${plain}.`,
};
