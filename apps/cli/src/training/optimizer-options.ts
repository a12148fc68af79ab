// Written from the rules: npx vitest run --project node apps/cli/src/training/optimizer-options.test.ts -u
import type { OptionValues } from '@nadir/core';

/**
 * Options of each optimizer by its name on the command line, with their defaults. The rules know them too, but loading the rules
 * loads TensorFlow.js, for which nobody should wait who asks for help.
 */
// biome-ignore format: one row for each optimizer
export const optimizerOptions: Readonly<Record<string, OptionValues>> = {
  acprop: { learningRate: 0.001, weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-16, epsilonRoot: 1e-16 },
  adabelief: { learningRate: 0.001, weightDecay: 0, decoupledWeightDecay: true, beta1: 0.9, beta2: 0.999, epsilon: 1e-16, rectify: true, amsgrad: false },
  adadelta: { weightDecay: 0, rho: 0.9, epsilon: 0.000001, learningRate: 1 },
  adafactor: { learningRate: 0.01, beta2Decay: -0.8, epsilon1: 1.1920928955078125e-7, epsilon2: 0.001, clipThreshold: 1, weightDecay: 0 },
  adagrad: { weightDecay: 0, learningRate: 0.01, learningRateDecay: 0, initialAccumulatorValue: 0, epsilon: 1e-10, epsilonInsideRoot: false },
  adam: { learningRate: 0.005, weightDecay: 0, decoupledWeightDecay: false, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false },
  adamax: { weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, learningRate: 0.002 },
  adamw: { learningRate: 0.005, weightDecay: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false },
  'adamw-8bit': { learningRate: 0.001, weightDecay: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false, everySize: false },
  adan: { learningRate: 0.001, beta1: 0.98, beta2: 0.92, beta3: 0.99, epsilon: 1e-8, weightDecay: 0, proximalDecay: true },
  ademamix: { learningRate: 0.001, weightDecay: 0, beta1: 0.9, beta2: 0.999, beta3: 0.9999, alpha: 2, epsilon: 1e-8, alphaWarmupSteps: 0, beta3WarmupSteps: 0 },
  adopt: { learningRate: 0.001, weightDecay: 0, decoupledWeightDecay: false, beta1: 0.9, beta2: 0.9999, epsilon: 0.000001, clipExponent: 0.333 },
  asgd: { weightDecay: 0, learningRate: 0.01, lambda: 0.0001, alpha: 0.75, t0: 1000000 },
  'd-adapt-adam': { learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, decoupledWeightDecay: false, d0: 0.000001, growthRate: 0, biasCorrection: false },
  fromage: { learningRate: 0.01, normBound: 0 },
  ftrl: { learningRate: 0.001, initialAccumulatorValue: 0, beta: 0, l1: 0, l2: 0, l2Shrinkage: 0 },
  lamb: { beta1: 0.9, beta2: 0.999, epsilon: 0.000001, weightDecay: 0.01, gradientAveraging: true, trustClip: false, alwaysAdapt: false, learningRate: 0.001 },
  lars: { learningRate: 1, weightDecay: 0, trustCoefficient: 0.001, epsilon: 1e-8, trustClip: false, alwaysAdapt: false, momentum: 0, dampening: 0, nesterov: false, momentumForm: 'torch', biasCorrection: false },
  lion: { learningRate: 0.0001, weightDecay: 0, beta1: 0.9, beta2: 0.99 },
  'lion-8bit': { learningRate: 0.0001, weightDecay: 0, beta1: 0.9, beta2: 0.99, everySize: false },
  mars: { learningRate: 0.003, weightDecay: 0, beta1: 0.9, beta2: 0.99, epsilon: 1e-8, gamma: 0.025, form: 'adamw', optimize1d: false },
  muon: { learningRate: 0.001, weightDecay: 0.1, momentum: 0.95, nesterov: true, nsCoefficients: [3.4445, -4.775, 2.0315], epsilon: 1e-7, adjustLearningRate: 'original', nsSteps: 5 },
  nadam: { learningRate: 0.002, weightDecay: 0, decoupledWeightDecay: false, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, momentumDecay: 0.004 },
  novograd: { beta1: 0.95, beta2: 0.98, epsilon: 1e-8, weightDecay: 0, gradientAveraging: false, amsgrad: false, learningRate: 0.001 },
  prodigy: { learningRate: 1, beta1: 0.9, beta2: 0.999, beta3: 0, epsilon: 1e-8, weightDecay: 0, decoupledWeightDecay: true, d0: 0.000001, dCoefficient: 1, growthRate: 0, biasCorrection: false, safeguardWarmup: false },
  'prox-adam': { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, l1: 0 },
  radam: { learningRate: 0.001, weightDecay: 0, decoupledWeightDecay: false, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  rmsprop: { weightDecay: 0, alpha: 0.99, epsilon: 1e-8, epsilonInsideRoot: false, centered: false, momentum: 0, learningRate: 0.002 },
  rprop: { learningRate: 0.01, etaMinus: 0.5, etaPlus: 1.2, stepSizeMin: 0.000001, stepSizeMax: 50 },
  'schedule-free-adamw': { beta2: 0.999, epsilon: 1e-8, learningRate: 0.0025, beta1: 0.9, weightDecay: 0, warmupSteps: 0, r: 0, weightLearningRatePower: 2 },
  'schedule-free-sgd': { learningRate: 1, momentum: 0.9, weightDecay: 0, warmupSteps: 0, r: 0, weightLearningRatePower: 2 },
  sgd: { weightDecay: 0, momentum: 0, dampening: 0, nesterov: false, momentumForm: 'torch', biasCorrection: false, learningRate: 0.1 },
  shampoo: { learningRate: 0.01, weightDecay: 0, beta1: 0.9, beta2: 1, epsilon: 0.000001, grafting: 'none', graftingBeta2: 0.999, graftingEpsilon: 1e-8, preconditionFrequency: 1, maxPreconditionerDim: 1024 },
  signum: { learningRate: 0.001, weightDecay: 0, beta: 0.9 },
  sm3: { momentum: 0, beta: 0, epsilon: 1e-30, learningRate: 0.1 },
  soap: { learningRate: 0.003, beta1: 0.95, beta2: 0.95, shampooBeta: -1, epsilon: 1e-8, weightDecay: 0.01, normalizeGradients: false, correctBias: true, preconditionFrequency: 10, maxPreconditionerDim: 10000 },
  'sophia-g': { learningRate: 0.0001, weightDecay: 0.1, beta1: 0.965, beta2: 0.99, rho: 0.04, epsilon: 1e-15, batchSize: 5120 },
  'sophia-h': { learningRate: 0.0001, weightDecay: 0.1, beta1: 0.96, beta2: 0.99, rho: 0.01, epsilon: 1e-12 },
  'sparse-adam': { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  tiger: { learningRate: 0.001, weightDecay: 0.01, beta: 0.965 },
  yogi: { learningRate: 0.01, weightDecay: 0, beta1: 0.9, beta2: 0.999, epsilon: 0.001, initialAccumulatorValue: 0.000001 },
};
