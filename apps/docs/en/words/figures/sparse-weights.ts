/** Words of the figure about weights of which few matter. */
export const sparseWeights = {
  title: 'Twenty weights, of which four matter',
  feature: 'feature',
  weight: 'weight',
  truth: 'true weight',
  lambda: 'strength',
  learningRate: 'learning rate',
  ways: {
    proximal: 'L1, proximal step',
    subgradient: 'L1, subgradient',
    ridge: 'L2',
  },
  zeros: (zeros: number) => `${zeros} exactly 0`,
  /** How many weights are 0, for one of the ways. */
  counted: (way: string, zeros: number, almostZeros: number, almost: number) =>
    `${way}: ${zeros === 0 ? 'none' : zeros} of the 20 weights ${zeros === 1 ? 'is' : 'are'} exactly 0, and ${almostZeros === 0 ? 'none' : almostZeros} of the others smaller than ${almost}.`,
  marks: 'Lines are the true weights, dots weights that are exactly 0.',
};
