import { choice, flag, integer, list, subset, text } from './fields.js';

/** Curves over the steps. */
export const metricNames = [
  'loss',
  'trainLoss',
  'testLoss',
  'trainAccuracy',
  'testAccuracy',
  'gradientNorm',
  'updateRatio',
  'weightNorm',
  'learningRate',
  'sparsity',
] as const;
export type MetricName = (typeof metricNames)[number];

/** Parts of the page that a teacher may hide. */
export const panelNames = [
  'presets',
  'task',
  'network',
  'contenders',
  'schedule',
  'charts',
  'table',
  'map',
  'inspector',
  'sweeps',
  'export',
  'backend',
] as const;
export type PanelName = (typeof panelNames)[number];

/** Fields of what is shown, by their keys in a link. */
export const viewFields = {
  /** Charts, side by side. */
  charts: list(choice(metricNames, 'testLoss'), ['testLoss', 'gradientNorm'] as const, 4),
  /** Whether heights of charts are on a logarithmic axis. */
  logHeight: flag(true),
  logSteps: flag(false),
  /** Position of the contender that is looked at closely. */
  chosen: integer(0, 0, 5),
  /** Whether outputs are those of training, with dropout, and not those of evaluation. */
  training: flag(false),
  /** Whether weights are the averages, where a contender has them. */
  averaged: flag(true),
  /** Whether maps show what each unit computes beside the output. */
  unitMaps: flag(true),
  /** Parts of the page that are not shown. */
  hide: subset(panelNames, []),
  /** A question that is put before the first step; no question where it is empty. */
  ask: text('', 280),
  /** What is shown when the answer is revealed. */
  answer: text('', 280),
} as const;

/** What is shown, and how. */
export type View = { readonly [K in keyof typeof viewFields]: (typeof viewFields)[K]['fallback'] };
