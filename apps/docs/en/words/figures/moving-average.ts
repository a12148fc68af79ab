/** Words of the figure about the exponential moving average. */
export const movingAverage = {
  title: 'One α, two averages',
  step: 'value number',
  value: 'value',
  keeps: 'α times the old average',
  takes: 'α times the new value',
  alpha: 'factor',
  translated: 'give 1 − α to the second',
  age: 'age of a value',
  share: 'share',
  window: (formula: string, values: string) => `${formula} ≈ ${values}`,
  /** How far each average looks back. */
  windows: (alpha: string, values: string, share: number) =>
    `With α = ${alpha} the first average looks back over about ${values} values, which make ${share} % of it.`,
  secondWindow: (alpha: string, values: string) =>
    `With α = ${alpha} the second looks back over about ${values}.`,
  apart: (other: string) => `It would need α = ${other} to be the first.`,
  together: 'Both are the same average now: their lines lie on each other.',
};
