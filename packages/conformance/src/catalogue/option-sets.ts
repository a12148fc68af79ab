/** What no optimizer with the means of Adam has by default, and with which a loss falls within the steps of a law. */
export const otherMoments = { learningRate: 0.05, beta1: 0.7, beta2: 0.9, epsilon: 1e-6 };
