/** Words of the figure about the minimum under L1 and L2. */
export const penalties = {
  title: 'Where a penalty takes the minimum',
  first: 'θ₁',
  second: 'θ₂',
  lambda: 'strength',
  l1: 'L1',
  l2: 'L2',
  minimum: 'loss alone',
  penalty: 'penalty',
  onPath: 'λ',
  at: (penalty: string, first: string, second: string) =>
    `With ${penalty} the minimum is at (${first}, ${second}).`,
  zero: (weights: string) => `${weights} is exactly 0.`,
  zeros: 'Both weights are exactly 0.',
  noZero: 'No weight is exactly 0.',
  elsewhere: 'Click a plot to put the minimum of the loss somewhere else.',
};
