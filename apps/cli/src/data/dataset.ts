/** What is learned: a class, or a number. */
export type Task = 'classification' | 'regression';

/** Examples to learn from or to measure with, features as they came. */
export interface Part {
  readonly examples: number;
  /** Shape [examples, features], row by row. */
  readonly features: Float64Array;
  /** Class index, or number to predict, of each example. */
  readonly targets: Float64Array;
}

/** A data set in two parts, with the names in it. */
export interface Dataset {
  /** Name of the problem, or of the file without its ending. */
  readonly name: string;
  readonly featureNames: readonly string[];
  /** Name of what is predicted. */
  readonly target: string;
  /** Names of the classes; absent when a number is predicted. */
  readonly classNames?: readonly string[];
  readonly train: Part;
  readonly test: Part;
}

/** Whether a class or a number is predicted. */
export const taskOf = ({ classNames }: Pick<Dataset, 'classNames'>): Task =>
  classNames === undefined ? 'regression' : 'classification';
