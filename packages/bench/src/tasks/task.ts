/** What is measured: steps of one kind. Plain data, since it is sent to other processes. */
export interface Task {
  readonly name: string;
  /** A step of the optimizer on given gradients, or a whole step of training. */
  readonly kind: 'update' | 'training';
  /** What the parameters are, for the heading of a table. */
  readonly description: string;
  /** Shapes of the parameters. */
  readonly shapes: readonly (readonly number[])[];
  /** Width of the interval around 0 in which each parameter starts. */
  readonly spreads: readonly number[];
  /** Sizes of the model that is trained. */
  readonly sizes?: Readonly<Record<string, number | readonly number[]>>;
}

/** Number of elements of each parameter. */
export const counts = ({ shapes }: Pick<Task, 'shapes'>): number[] =>
  shapes.map((shape) => shape.reduce((a, b) => a * b, 1));

/** Number of elements of all parameters. */
export const parameterCount = (task: Pick<Task, 'shapes'>): number =>
  counts(task).reduce((a, b) => a + b, 0);

/** Options of the step, the same for all: the defaults of PyTorch's AdamW. Adam has no weight decay. */
export const stepOptions = {
  learningRate: 1e-3,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  weightDecay: 1e-2,
} as const;
