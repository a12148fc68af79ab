/** Shapes of the parameters whose steps are timed: those of a perceptron with 784 inputs, 256 hidden units and 10 outputs. */
export const shapes: readonly (readonly number[])[] = [[784, 256], [256], [256, 10], [10]];

/** Elements of all of them. */
export const parameterCount = shapes.reduce((sum, shape) => sum + shape.reduce((a, b) => a * b), 0);

/** Rounds in which steps of both optimizers are timed. */
export const rounds = 15;
