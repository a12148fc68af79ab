export { EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
export type { FittedModel, Logs } from './fitted-model.js';
export { LearningRateScheduler } from './learning-rate-scheduler.js';
export type { MonitorOptions } from './monitor.js';
export { ReduceLROnPlateau, type ReduceLROnPlateauOptions } from './reduce-lr-on-plateau.js';
export { SwapAverages, type SwapAveragesOptions, type ValidationData } from './swap-averages.js';
