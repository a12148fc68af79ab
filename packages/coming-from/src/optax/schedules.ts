import type { Group } from '../page.js';

export const schedules: Group = {
  title: 'Schedules',
  intro:
    'As in optax, a schedule is a function of the step, which counts from 0, and stands for the number in any option.',
  rows: [
    { there: 'constant_schedule', here: 'constant' },
    {
      there: 'cosine_decay_schedule',
      here: 'cosine',
      options: { decay_steps: 'steps', alpha: '`to` is `alpha * init_value`' },
    },
    {
      there: 'exponential_decay',
      here: ['exponentialDecay', 'stepDecay'],
      options: {
        transition_steps: 'every',
        decay_rate: 'factor',
        transition_begin: 'a `constant` before it, in `join`',
        staircase: '`stepDecay` instead of `exponentialDecay`',
        end_value: '`limit` around it',
      },
    },
    { there: 'join_schedules', here: 'join' },
    {
      there: 'linear_schedule',
      here: 'linearWarmup',
      options: {
        transition_steps: 'steps',
        transition_begin: 'a `constant` before it, in `join`',
      },
    },
    {
      there: 'polynomial_schedule',
      here: 'polynomial',
      options: {
        transition_steps: 'steps',
        transition_begin: 'a `constant` before it, in `join`',
      },
    },
    {
      there: 'piecewise_constant_schedule',
      here: 'piecewiseConstant',
      options: { boundaries_and_scales: '`boundaries` and `factors`' },
    },
    {
      there: 'piecewise_interpolate_schedule',
      here: 'piecewiseInterpolate',
      options: { interpolate_type: 'shape', boundaries_and_scales: '`boundaries` and `factors`' },
    },
    {
      there: ['cosine_onecycle_schedule', 'linear_onecycle_schedule'],
      here: 'piecewiseInterpolate',
      options: {
        transition_steps: 'the last of `boundaries`',
        peak_value: '`from` is `peak_value / div_factor`',
        pct_start: 'the first of `boundaries`, as a share of the last',
        pct_final: 'the second of three `boundaries`, as a share of the last',
        div_factor: 'the first of `factors`',
        final_div_factor: 'the last of `factors` is `1 / (div_factor * final_div_factor)`',
      },
      note: '`oneCycle` is PyTorch’s, which ends each phase one step earlier.',
    },
    {
      there: 'sgdr_schedule',
      here: 'sgdr',
      options: { cosine_kwargs: 'cycles' },
      note: '`cosineRestarts` makes the cycles by a rule.',
    },
    {
      there: 'warmup_constant_schedule',
      here: 'linearWarmup',
      options: { peak_value: 'to', warmup_steps: 'steps' },
    },
    {
      there: 'warmup_cosine_decay_schedule',
      here: 'warmupCosine',
      options: { peak_value: 'peak', decay_steps: 'steps' },
    },
    {
      there: 'warmup_exponential_decay_schedule',
      here: 'join([linearWarmup(), exponentialDecay()])',
      options: {
        peak_value: 'to',
        warmup_steps: '`steps` of the `linearWarmup`',
        transition_steps: 'every',
        decay_rate: 'factor',
        transition_begin: 'a `constant` between, in `join`',
        staircase: '`stepDecay` instead of `exponentialDecay`',
        end_value: '`limit` around it',
      },
    },
  ],
};
