interface Examples {
  /** Name of the data set, that of the function which makes it. */
  readonly name: string;
  /** Number of examples. */
  readonly examples: number;
  /** Number of features of one example. */
  readonly featureCount: number;
  /** Name of each feature. */
  readonly featureNames: readonly string[];
  /** Features, shape [examples, featureCount], row by row. */
  readonly features: Float32Array;
}

/** Examples, each of which belongs to one class. */
export interface ClassificationDataset extends Examples {
  readonly task: 'classification';
  /** Class of each example, shape [examples], integers in [0, classCount). */
  readonly labels: Int32Array;
  /** Number of classes. */
  readonly classCount: number;
  /** Name of each class. */
  readonly classNames: readonly string[];
}

/** Examples, each of which has one number to predict. */
export interface RegressionDataset extends Examples {
  readonly task: 'regression';
  /** Number to predict for each example, shape [examples]. */
  readonly targets: Float32Array;
}

/** Examples with what is to be learned of them; `task` tells which of the two it is. */
export type Dataset = ClassificationDataset | RegressionDataset;

/** Two disjoint parts of a data set: one to learn from, one to measure with. */
export interface TrainTest<D extends Dataset = Dataset> {
  readonly train: D;
  readonly test: D;
}
