// Written by golden/record_lbfgs.py with torch 2.13.0+cpu. Never edited by hand.
import type { LBFGSOptions } from '@nadir/optim';
import type { LossName } from './lbfgs-losses.js';

/** Steps of one optimizer. */
export interface RecordedSteps {
  readonly name: string;
  readonly loss: LossName;
  /** All parameters, one after the other, before the first step. */
  readonly start: readonly number[];
  readonly options: LBFGSOptions;
  /** The learning rate of each step, if it changes. */
  readonly learningRates?: readonly number[];
  readonly steps: readonly RecordedStep[];
  /** How far the last parameters are from those of float32. */
  readonly single: number;
}

/** What is known after a step. */
export interface RecordedStep {
  /** The loss where it began. */
  readonly loss: number;
  readonly parameters: readonly number[];
  readonly iterations: number;
  readonly evaluations: number;
}

/** Steps in float64. */
export const recordedSteps: readonly RecordedSteps[] = [
  {
    name: 'the valley',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe' },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [0.38062264334648777, 0.12491013187293636],
        iterations: 19,
        evaluations: 25,
      },
      {
        loss: 0.4234823024380289,
        parameters: [0.9999814210791366, 0.9999619651810989],
        iterations: 35,
        evaluations: 44,
      },
      {
        loss: 4.221457511263308e-10,
        parameters: [0.9999814210791366, 0.9999619651810989],
        iterations: 36,
        evaluations: 45,
      },
    ],
    single: 3.1e-6,
  },
  {
    name: 'the valley from the other side',
    loss: 'rosenbrock',
    start: [1.5, 1.5],
    options: { lineSearch: 'strongWolfe' },
    steps: [
      {
        loss: 56.5,
        parameters: [1.0000008287485183, 1.0000014647036375],
        iterations: 18,
        evaluations: 20,
      },
      {
        loss: 4.4037800587297016e-12,
        parameters: [1.0000008287485183, 1.0000014647036375],
        iterations: 19,
        evaluations: 21,
      },
    ],
    single: 6.3e-7,
  },
  {
    name: 'the valley, two iterations remembered',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe', historySize: 2 },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [0.3251995681002319, 0.07395168126372532],
        iterations: 19,
        evaluations: 25,
      },
      {
        loss: 0.5564991988309156,
        parameters: [0.9999989964557376, 0.999997843633606],
        iterations: 36,
        evaluations: 47,
      },
      {
        loss: 3.2355193795766085e-12,
        parameters: [0.9999989964557376, 0.999997843633606],
        iterations: 37,
        evaluations: 48,
      },
    ],
    single: 9.4e-7,
  },
  {
    name: 'the valley, one iteration remembered',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe', historySize: 1 },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [0.7490429635148914, 0.5483344612602122],
        iterations: 17,
        evaluations: 25,
      },
      {
        loss: 0.07918701546659646,
        parameters: [1.0000114634478965, 1.0000224282334222],
        iterations: 29,
        evaluations: 40,
      },
    ],
    single: 5.0e-4,
  },
  {
    name: 'the valley, few evaluations',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe', maxEvaluations: 6 },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [-1.0276177663827242, 1.0584120782656612],
        iterations: 4,
        evaluations: 6,
      },
      {
        loss: 4.111816451757751,
        parameters: [-0.7745797354515831, 0.5476256792320806],
        iterations: 9,
        evaluations: 12,
      },
      {
        loss: 3.423165462292753,
        parameters: [-0.2560895768966468, 0.03726198161622369],
        iterations: 13,
        evaluations: 19,
      },
    ],
    single: 4.7e-7,
  },
  {
    name: 'the valley, one evaluation',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe', maxEvaluations: 1 },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [-1.2, 1.0],
        iterations: 1,
        evaluations: 2,
      },
      {
        loss: 24.199999999999996,
        parameters: [-1.2, 1.0],
        iterations: 2,
        evaluations: 4,
      },
    ],
    single: 4.8e-8,
  },
  {
    name: 'the valley, long first trials',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe', learningRate: 30.0 },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [-0.11378081262422536, 0.01257948033792599],
        iterations: 7,
        evaluations: 25,
      },
      {
        loss: 1.2405211376114353,
        parameters: [0.8022240759724522, 0.6428766811081542],
        iterations: 14,
        evaluations: 51,
      },
    ],
    single: 2.8e-3,
  },
  {
    name: 'the valley, short first trials',
    loss: 'rosenbrock',
    start: [-1.2, 1.0],
    options: { lineSearch: 'strongWolfe', learningRate: 0.01 },
    steps: [
      {
        loss: 24.199999999999996,
        parameters: [-0.6952944945242426, 0.5058720716007116],
        iterations: 8,
        evaluations: 26,
      },
      {
        loss: 2.9243681807549877,
        parameters: [-0.4034505645024439, 0.1418483838745245],
        iterations: 18,
        evaluations: 52,
      },
    ],
    single: 4.5e-2,
  },
  {
    name: 'a far start',
    loss: 'rosenbrock',
    start: [-30.0, 20.0],
    options: { lineSearch: 'strongWolfe' },
    steps: [
      {
        loss: 77440961.0,
        parameters: [-3.978591199763167, 15.785623871740537],
        iterations: 20,
        evaluations: 26,
      },
      {
        loss: 24.976153093670952,
        parameters: [-1.5705502078212468, 2.411246396885084],
        iterations: 36,
        evaluations: 51,
      },
    ],
    single: 3.4e-1,
  },
  {
    name: 'a bowl',
    loss: 'quadratic',
    start: [1.0, -2.0, 0.5],
    options: { maxIterations: 4 },
    steps: [
      {
        loss: 0.5,
        parameters: [0.4792747339310022, -0.9047467106781134, 0.4921772674582316],
        iterations: 4,
        evaluations: 4,
      },
      {
        loss: -1.2616299904570194,
        parameters: [0.47619202571778924, -0.9047640227934195, 0.4761905063274026],
        iterations: 8,
        evaluations: 8,
      },
    ],
    single: 2.8e-8,
  },
  {
    name: 'a bowl, line search',
    loss: 'quadratic',
    start: [1.0, -2.0, 0.5],
    options: { lineSearch: 'strongWolfe', maxIterations: 4 },
    steps: [
      {
        loss: 0.5,
        parameters: [0.4792747339310022, -0.9047467106781134, 0.4921772674582316],
        iterations: 4,
        evaluations: 5,
      },
      {
        loss: -1.2616299904570194,
        parameters: [0.47619202571778924, -0.9047640227934195, 0.4761905063274026],
        iterations: 8,
        evaluations: 9,
      },
    ],
    single: 1.5e-4,
  },
  {
    name: 'a bowl, one iteration at a time',
    loss: 'quadratic',
    start: [1.0, -2.0, 0.5],
    options: { maxIterations: 1, learningRate: 0.5 },
    steps: [
      {
        loss: 0.5,
        parameters: [0.8823529411764706, -1.6764705882352942, 0.5588235294117647],
        iterations: 1,
        evaluations: 1,
      },
      {
        loss: -0.3771626297577857,
        parameters: [0.6458639299228139, -1.3082299688243058, 0.5555462423766871],
        iterations: 2,
        evaluations: 2,
      },
      {
        loss: -1.0383161229752869,
        parameters: [0.5831497759985832, -1.0937191138203153, 0.5254886326409964],
        iterations: 3,
        evaluations: 3,
      },
      {
        loss: -1.207904981563634,
        parameters: [0.5161133566999371, -1.0003163052788067, 0.5032990915478469],
        iterations: 4,
        evaluations: 4,
      },
      {
        loss: -1.249396227573254,
        parameters: [0.500972460402785, -0.9483733827150934, 0.48998507402858776],
        iterations: 5,
        evaluations: 5,
      },
      {
        loss: -1.2590148163362125,
        parameters: [0.48639366376376536, -0.9267081807607696, 0.4831243687744952],
        iterations: 6,
        evaluations: 6,
      },
    ],
    single: 3.3e-8,
  },
  {
    name: 'a bowl, coarse gradient',
    loss: 'quadratic',
    start: [1.0, -2.0, 0.5],
    options: { toleranceGradient: 0.1 },
    steps: [
      {
        loss: 0.5,
        parameters: [0.4792747339310022, -0.9047467106781134, 0.4921772674582316],
        iterations: 4,
        evaluations: 5,
      },
      {
        loss: -1.2616299904570194,
        parameters: [0.4792747339310022, -0.9047467106781134, 0.4921772674582316],
        iterations: 4,
        evaluations: 6,
      },
    ],
    single: 6.0e-8,
  },
  {
    name: 'a bowl, coarse change',
    loss: 'quadratic',
    start: [1.0, -2.0, 0.5],
    options: { toleranceChange: 0.01 },
    steps: [
      {
        loss: 0.5,
        parameters: [0.5030543353734214, -0.8744458605011237, 0.49329036439752516],
        iterations: 4,
        evaluations: 4,
      },
      {
        loss: -1.2577168216303587,
        parameters: [0.5030543353734214, -0.8744458605011237, 0.49329036439752516],
        iterations: 5,
        evaluations: 5,
      },
    ],
    single: 5.5e-8,
  },
  {
    name: 'a fit',
    loss: 'logistic',
    start: [0.5, -0.25, 1.0, 0.0, 3.0, 4.0],
    options: {},
    steps: [
      {
        loss: 0.8194357442101158,
        parameters: [
          -0.011717855180383686, -0.05361901378327558, -0.04620900708618178, 0.00011993277008800087,
          3.0, 4.0,
        ],
        iterations: 8,
        evaluations: 8,
      },
      {
        loss: 0.6920925403117721,
        parameters: [
          -0.011717855180383686, -0.05361901378327558, -0.04620900708618178, 0.00011993277008800087,
          3.0, 4.0,
        ],
        iterations: 9,
        evaluations: 9,
      },
    ],
    single: 1.2e-7,
  },
  {
    name: 'a fit, line search',
    loss: 'logistic',
    start: [0.5, -0.25, 1.0, 0.0, 3.0, 4.0],
    options: { lineSearch: 'strongWolfe' },
    steps: [
      {
        loss: 0.8194357442101158,
        parameters: [
          -0.011717855180383686, -0.05361901378327558, -0.04620900708618178, 0.00011993277008800087,
          3.0, 4.0,
        ],
        iterations: 8,
        evaluations: 8,
      },
      {
        loss: 0.6920925403117721,
        parameters: [
          -0.011717855180383686, -0.05361901378327558, -0.04620900708618178, 0.00011993277008800087,
          3.0, 4.0,
        ],
        iterations: 9,
        evaluations: 9,
      },
    ],
    single: 1.7e-4,
  },
  {
    name: 'a fit, small steps',
    loss: 'logistic',
    start: [0.5, -0.25, 1.0, 0.0, 3.0, 4.0],
    options: { learningRate: 0.3, maxIterations: 7, historySize: 3 },
    steps: [
      {
        loss: 0.8194357442101158,
        parameters: [
          0.08818007923828819, -0.1420506634795761, 0.09856727010703735, 0.0011570408169340682, 3.0,
          4.0,
        ],
        iterations: 7,
        evaluations: 7,
      },
      {
        loss: 0.6943306938148553,
        parameters: [
          -0.0036980322914421594, -0.062026905849317186, -0.03506206544730976,
          0.00018566871288860738, 3.0, 4.0,
        ],
        iterations: 14,
        evaluations: 14,
      },
      {
        loss: 0.6921063441293673,
        parameters: [
          -0.011135623090143732, -0.054306078031947536, -0.045472540664696456,
          0.00011575172613586664, 3.0, 4.0,
        ],
        iterations: 21,
        evaluations: 21,
      },
    ],
    single: 1.9e-7,
  },
  {
    name: 'a fit, a schedule',
    loss: 'logistic',
    start: [0.5, -0.25, 1.0, 0.0, 3.0, 4.0],
    options: { maxIterations: 3 },
    learningRates: [0.1, 0.5, 1.0],
    steps: [
      {
        loss: 0.8194357442101158,
        parameters: [
          0.464848600689521, -0.2776711865896814, 0.8992184486671986, 0.0012951876948865976, 3.0,
          4.0,
        ],
        iterations: 2,
        evaluations: 3,
      },
      {
        loss: 0.7925706846835644,
        parameters: [
          0.1979267879240213, -0.2502972057922412, 0.25545561229338265, 0.0037959259723891825, 3.0,
          4.0,
        ],
        iterations: 4,
        evaluations: 6,
      },
      {
        loss: 0.701843447712524,
        parameters: [
          0.00833686515398347, -0.08453090841327912, -0.04448713445275575, -0.00021217544980170998,
          3.0, 4.0,
        ],
        iterations: 6,
        evaluations: 9,
      },
    ],
    single: 9.6e-8,
  },
  {
    name: 'at the minimum',
    loss: 'rosenbrock',
    start: [1.0, 1.0],
    options: { lineSearch: 'strongWolfe' },
    steps: [
      {
        loss: 0.0,
        parameters: [1.0, 1.0],
        iterations: 0,
        evaluations: 1,
      },
      {
        loss: 0.0,
        parameters: [1.0, 1.0],
        iterations: 0,
        evaluations: 2,
      },
    ],
    single: 0.0,
  },
];
