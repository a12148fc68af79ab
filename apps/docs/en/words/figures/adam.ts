/** Words of the figure about Adam. */
export const adam = {
  title: 'Adam, one step at a time',
  minimum: 'minimum',
  learningRate: 'learning rate',
  beta1: 'decay rate of the mean',
  beta2: 'decay rate of the squares',
  epsilon: 'epsilon',
  across: 'gentle',
  up: 'steep',
  acrossAxis: 'gentle coordinate',
  upAxis: 'steep coordinate',
  step: 'step',
  theStep: 'step',
  quantity: 'quantity',
  quantities: {
    g: 'gradient',
    m: 'its mean',
    v: 'mean of its square',
    mHat: 'mean, corrected',
    vHat: 'square, corrected',
    step: 'the step',
  },
  /** What is to be seen in a step, in a sentence. */
  first: (rate: string) =>
    `In the first step m̂ is g and v̂ is g², so each coordinate moves by the learning rate ${rate}, up to ε.`,
  against: (coordinate: string) =>
    `In the ${coordinate} coordinate the gradient already points back, but the mean still carries on.`,
  corrected: (m: string, v: string) => `m is divided by 1 − β₁ᵗ = ${m}, v by 1 − β₂ᵗ = ${v}.`,
  elsewhere: 'Click the plot to start somewhere else.',
};
