import { type Contender, contenderOf } from './contender.js';
import { initialState, type PlaygroundState } from './state.js';
import {
  initialNetwork,
  initialSurface,
  type NetworkTask,
  type RaceSettings,
  type Task,
} from './task.js';
import type { View } from './view.js';

/** Settings that show one thing. Their titles are the page's words. */
export const presetNames = [
  'regularization',
  'moving-average',
  'bias-correction',
  'momentum',
  'rmsprop',
  'adam',
  'weight-decay',
  'dropout',
  'adamw-fixes',
  'warm-up-saves-adam',
  'average-beats-last',
  'clip-or-explode',
] as const;
export type PresetName = (typeof presetNames)[number];

/** What differs from {@link initialState}. */
interface Differences {
  readonly task: Task;
  readonly contenders: readonly Contender[];
  readonly race?: Partial<RaceSettings>;
  readonly view?: Partial<View>;
}

const stateOf = ({ task, contenders, race, view }: Differences): PlaygroundState => ({
  task,
  contenders,
  race: { ...initialState.race, ...race },
  view: { ...initialState.view, ...view },
});

const layers = (...units: readonly number[]) => units.map((n) => ({ units: n, dropout: 0 }));

const network = (task: Partial<NetworkTask>): NetworkTask => ({ ...initialNetwork, ...task });

/** A noisy set, and a network large enough to learn it by heart. */
const overfitting = network({
  ...{ data: 'moons', examples: 80, noise: 0.35, activation: 'relu', batch: 16 },
  layers: layers(16, 16, 16),
});

const cosine = { ...contenderOf('sgd').schedule, name: 'cosine' } as const;

/** A setting for each chapter, and four that answer a question. */
export const presets: Readonly<Record<PresetName, PlaygroundState>> = {
  // L1 makes zeros as a proximal step, and as a gradient only small weights; L2 makes none.
  regularization: stateOf({
    task: network({
      data: 'xor',
      inputs: ['x', 'y', 'x2', 'y2', 'xy', 'sinX', 'sinY'],
      layers: layers(8),
    }),
    contenders: [
      { ...contenderOf('sgd'), l1: 0.003 },
      { ...contenderOf('sgd'), l1: 0.003, l1Form: 'gradient' },
      { ...contenderOf('sgd'), l2: 0.003 },
    ],
    view: { charts: ['sparsity', 'testLoss'], logHeight: false },
  }),
  // The same noisy path, and its averages over ten and a hundred steps.
  'moving-average': stateOf({
    task: { ...initialSurface, condition: 4, gradientNoise: 4 },
    contenders: [
      contenderOf('sgd', { learningRate: 0.2 }),
      { ...contenderOf('sgd', { learningRate: 0.2 }), average: 'ema', averageDecay: 0.9 },
      { ...contenderOf('sgd', { learningRate: 0.2 }), average: 'ema', averageDecay: 0.99 },
    ],
    race: { steps: 400 },
  }),
  // With β₂ near 1, v is small at first; AdaDelta and RMSProp do not correct it, Adam does.
  'bias-correction': stateOf({
    task: { ...initialSurface, condition: 10 },
    contenders: [
      contenderOf('adam', { learningRate: 0.2, beta1: 0 }),
      contenderOf('rmsprop', { learningRate: 0.2, alpha: 0.999 }),
    ],
    race: { steps: 200 },
  }),
  momentum: stateOf({
    task: { ...initialSurface, condition: 40 },
    contenders: [
      contenderOf('sgd', { learningRate: 0.02 }),
      contenderOf('sgd', { learningRate: 0.02, momentum: 0.9 }),
      contenderOf('sgd', { learningRate: 0.02, momentum: 0.9, nesterov: true }),
    ],
    race: { steps: 200 },
  }),
  // Coordinates whose gradients differ ten thousandfold.
  rmsprop: stateOf({
    task: { ...initialSurface, condition: 1e4 },
    contenders: [
      contenderOf('sgd', { learningRate: 1e-4 }),
      contenderOf('rmsprop', { learningRate: 0.05 }),
    ],
    race: { steps: 400 },
  }),
  adam: stateOf({
    task: { ...initialSurface, surface: 'beale' },
    contenders: [
      contenderOf('sgd', { learningRate: 0.001, momentum: 0.9 }),
      contenderOf('rmsprop', { learningRate: 0.02 }),
      contenderOf('adam', { learningRate: 0.05 }),
    ],
    race: { steps: 600 },
  }),
  // λ w decay is the gradient of ½ λ w². Of SGD both shrink weights alike, decay also biases; of Adam, L2 shrinks far more.
  'weight-decay': stateOf({
    task: overfitting,
    contenders: [
      { ...contenderOf('sgd'), l2: 0.01 },
      contenderOf('sgd', { weightDecay: 0.02 }),
      { ...contenderOf('adam'), l2: 0.01 },
      contenderOf('adamw', { weightDecay: 0.02 }),
    ],
    race: { steps: 500 },
    view: { charts: ['weightNorm', 'testLoss'] },
  }),
  dropout: stateOf({
    task: overfitting,
    contenders: [contenderOf('adam'), { ...contenderOf('adam'), dropout: 0.3 }],
    race: { steps: 2000 },
    view: { charts: ['testAccuracy', 'testLoss'], logHeight: false },
  }),
  'adamw-fixes': stateOf({
    task: overfitting,
    contenders: [
      contenderOf('adam', { weightDecay: 0.1 }),
      contenderOf('adamw', { weightDecay: 0.1 }),
      contenderOf('adamw', { weightDecay: 1 }),
    ],
    race: { steps: 2000, seeds: 3 },
  }),
  // The first steps of Adam are as long as the rate, whatever the gradient: they saturate the units of a deep network.
  'warm-up-saves-adam': stateOf({
    task: network({
      ...{ data: 'moons', noise: 0.15, batch: 256 },
      layers: layers(16, 16, 16, 16, 16, 16),
    }),
    contenders: [
      { ...contenderOf('adam', { learningRate: 0.05 }), schedule: cosine },
      { ...contenderOf('adam', { learningRate: 0.05 }), schedule: { ...cosine, warmup: 0.5 } },
    ],
    race: { steps: 300, seeds: 3 },
  }),
  // Batches of two make every last step a matter of luck.
  'average-beats-last': stateOf({
    task: network({ data: 'moons', examples: 600, noise: 0.25, batch: 2, layers: layers(16) }),
    contenders: [
      contenderOf('sgd', { learningRate: 0.5 }),
      { ...contenderOf('sgd', { learningRate: 0.5 }), average: 'ema', averageDecay: 0.99 },
      { ...contenderOf('sgd', { learningRate: 0.5 }), average: 'swa', averageFrom: 500 },
    ],
    race: { steps: 600 },
  }),
  'clip-or-explode': stateOf({
    task: network({
      ...{ data: 'bumps', activation: 'relu', batch: 8 },
      layers: layers(16, 16, 16, 16, 16, 16),
    }),
    contenders: [
      contenderOf('sgd', { learningRate: 0.3, momentum: 0.9 }),
      {
        ...contenderOf('sgd', { learningRate: 0.3, momentum: 0.9 }),
        clip: 'global-norm',
        clipLimit: 0.1,
      },
    ],
    race: { steps: 300, every: 5 },
    view: { charts: ['loss', 'gradientNorm'] },
  }),
};
