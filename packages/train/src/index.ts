export { Checkpoint, type CheckpointOptions } from './callbacks/checkpoint.js';
export { EarlyStopping, type EarlyStoppingOptions } from './callbacks/early-stopping.js';
export {
  findLearningRate,
  type LearningRateCurve,
  type LearningRatePoint,
  type LearningRateRange,
} from './callbacks/find-learning-rate.js';
export { type FiniteGuardOptions, finiteGuard } from './callbacks/finite-guard.js';
export type { Monitored } from './callbacks/monitored.js';
export { type Plateau, reduceOnPlateau } from './callbacks/reduce-on-plateau.js';
export { type ThroughputOptions, throughput } from './callbacks/throughput.js';
export { decodeCheckpoint } from './checkpoint/decode.js';
export { encodeCheckpoint } from './checkpoint/encode.js';
export { type Rejected, type Resumed, resume } from './checkpoint/resume.js';
export { type CheckpointStore, MemoryStore } from './checkpoint/store.js';
export { type Verified, verifyCheckpoint } from './checkpoint/verify.js';
export { arrayDataset, type Column } from './data/array-dataset.js';
export { DataLoader, type DataLoaderOptions } from './data/data-loader.js';
export type { Batch, Dataset } from './data/dataset.js';
export type { Loader } from './data/loader.js';
export { shuffledOrder } from './data/order.js';
export { tensorDataset } from './data/tensor-dataset.js';
export { type TfDataLoaderOptions, type TfDataset, tfDataLoader } from './data/tf-data-loader.js';
export {
  type PageWorker,
  type ThreadWorker,
  type WorkerDataset,
  type WorkerDatasetOptions,
  workerDataset,
} from './data/worker-dataset.js';
export { type ConsoleLoggerOptions, consoleLogger } from './loggers/console.js';
export type { Histogram } from './loggers/histogram.js';
export { type LogToOptions, logTo } from './loggers/log-to.js';
export type { Config, Logger, LogRecord } from './loggers/logger.js';
export { accuracy } from './metrics/accuracy.js';
export { auc } from './metrics/auc.js';
export type { ClassAverage } from './metrics/class-counts.js';
export { f1 } from './metrics/f1.js';
export { mae } from './metrics/mae.js';
export type { Metric } from './metrics/metric.js';
export { perplexity } from './metrics/perplexity.js';
export { precision } from './metrics/precision.js';
export { r2 } from './metrics/r2.js';
export { recall } from './metrics/recall.js';
export { rmse } from './metrics/rmse.js';
export type { Scores } from './metrics/running-scores.js';
export { topK } from './metrics/top-k.js';
export { type Split, type SplitOptions, splitRows } from './splits/split-rows.js';
export type { Callback, CallbackState } from './trainer/callback.js';
export { type EvaluateOptions, evaluate } from './trainer/evaluate.js';
export type { TrainedAverage, TrainedOptimizer, TrainerOptions } from './trainer/options.js';
export type { EpochRecord, Progress, StepRecord, ValidationRecord } from './trainer/records.js';
export type { Ending, Run } from './trainer/run.js';
export { Trainer } from './trainer/trainer.js';
