import type { OptionValues } from '@nadir/core';
import { choice, type Field, integer, number } from './fields.js';
import { type ScheduleSettings, scheduleNames, segments } from './schedule.js';

/** What is done to gradients before a step: by the norm of all, by that of each tensor, or by each element. */
export const clipNames = ['none', 'global-norm', 'norm', 'value'] as const;
export type ClipName = (typeof clipNames)[number];

/** How weights are averaged over the steps. */
export const averageNames = ['none', 'ema', 'swa'] as const;
export type AverageName = (typeof averageNames)[number];

/** How L1 acts: as a proximal step, which makes exact zeros, or as a gradient. */
export const l1Forms = ['proximal', 'gradient'] as const;

/** An optimizer with all that goes with it: a competitor of the race. */
export interface Contender {
  /** Name in `optimizers` of `@nadir/optim`, such as `adamw`. */
  readonly optimizer: string;
  /** Options that differ from {@link defaultsOf} of the optimizer. The learning rate is the peak of the schedule. */
  readonly options: OptionValues;
  readonly schedule: ScheduleSettings;
  readonly clip: ClipName;
  /** Bound of {@link clip}. */
  readonly clipLimit: number;
  /** Strength λ of λ Σ|w|. */
  readonly l1: number;
  readonly l1Form: (typeof l1Forms)[number];
  /** Strength λ of λ Σw², whose gradient is part of the step. */
  readonly l2: number;
  /** Share of the units that is dropped in every hidden layer; −1 where the layers say it. */
  readonly dropout: number;
  readonly average: AverageName;
  /** Decay of an exponential average. */
  readonly averageDecay: number;
  /** First step whose weights are averaged, from 0. */
  readonly averageFrom: number;
}

/** Most contenders of a race. */
export const maxContenders = 6;

/** Fields of a contender beside its optimizer and the options of that, by their keys in a link. */
export const contenderFields = {
  clip: choice(clipNames, 'none'),
  clipLimit: number(1, 1e-6, 1e6, { log: true }),
  l1: number(0, 0, 10),
  l1Form: choice(l1Forms, 'proximal'),
  l2: number(0, 0, 10),
  dropout: number(-1, -1, 0.9),
  average: choice(averageNames, 'none'),
  averageDecay: number(0.99, 0, 0.99999),
  averageFrom: integer(0, 0, 20_000),
} as const satisfies Readonly<Record<string, Field<never> | Field<number> | Field<string>>>;

/** Fields of a schedule, by their keys in a link. */
export const scheduleFields = {
  schedule: choice(scheduleNames, 'constant'),
  /** Share of the steps in which the rate rises. */
  warmup: number(0, 0, 0.9),
  /** Rate at the end, as a share of the peak. */
  end: number(0, 0, 1),
  /** Cycles of `restarts`, and jumps of `step`. */
  cycles: integer(3, 1, 20),
  segments,
} as const;

/** A contender with the defaults of its optimizer. */
export function contenderOf(optimizer: string, options: OptionValues = {}): Contender {
  return {
    optimizer,
    options,
    schedule: {
      name: scheduleFields.schedule.fallback,
      warmup: scheduleFields.warmup.fallback,
      end: scheduleFields.end.fallback,
      cycles: scheduleFields.cycles.fallback,
      segments: scheduleFields.segments.fallback,
    },
    clip: 'none',
    clipLimit: contenderFields.clipLimit.fallback,
    l1: 0,
    l1Form: 'proximal',
    l2: 0,
    dropout: contenderFields.dropout.fallback,
    average: 'none',
    averageDecay: contenderFields.averageDecay.fallback,
    averageFrom: 0,
  };
}
