/** Words of the figure about weight decay. */
export const weightDecay = {
  title: 'How much of a weight the decay takes',
  l2: 'L2',
  decoupled: 'decoupled',
  both: 'both',
  sgd: 'SGD',
  adam: 'Adam',
  weightDecay: 'weight decay',
  learningRate: 'learning rate',
  mean: 'mean of the weights',
  step: 'step',
  root: 'root mean square of the gradient, √v̂',
  shrinkage: 'share that the decay takes',
  weight: 'weight',
  meansOf: (optimizer: string) => `${optimizer}: mean of the weights over the steps`,
  /** What is to be seen, in sentences. */
  together: 'With SGD the two runs are one.',
  apart: (share: number, least: number, most: number) =>
    `With Adam, decoupled decay takes about ${share} % of every weight, and L2 between ${least} % and ${most} %: little where gradients are large.`,
  none: 'Without decay there is nothing to compare.',
};
