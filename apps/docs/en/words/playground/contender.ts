import type { AverageName, ClipName } from '../../../playground/state/contender.js';
import type { ScheduleName, SegmentShape } from '../../../playground/state/schedule.js';

/** Words of the contenders and of what each is made of. */
export const contender = {
  title: 'Contenders',
  name: 'contender',
  now: 'now',
  best: 'best',
  toTarget: 'to target',
  msPerStep: 'ms/step',
  add: 'Add',
  copy: 'Copy',
  up: 'Move up',
  down: 'Move down',
  remove: 'Remove',
  diverged: 'diverged',
  refused: {
    matrices: 'steps matrices only, and there is none',
    classes: 'draws classes, and there are none',
  },

  optimizer: 'optimizer',
  more: 'More options',
  schedule: 'schedule',
  schedules: {
    constant: 'constant',
    linear: 'linear decay',
    cosine: 'cosine',
    exponential: 'exponential',
    step: 'steps',
    restarts: 'warm restarts',
    'one-cycle': 'one cycle',
    segments: 'drawn by hand',
  } satisfies Record<ScheduleName, string>,
  warmup: 'warm-up',
  end: 'end rate',
  cycles: 'cycles',
  shapes: { constant: 'flat', linear: 'straight', cosine: 'cosine' } satisfies Record<
    SegmentShape,
    string
  >,
  clip: 'clipping',
  clips: {
    none: 'none',
    'global-norm': 'norm of all',
    norm: 'norm of each',
    value: 'each value',
  } satisfies Record<ClipName, string>,
  clipLimit: 'limit',
  l1: 'L1',
  l1Form: 'L1 acts as',
  l1Forms: { proximal: 'a proximal step', gradient: 'a gradient' },
  l2: 'L2',
  dropout: 'dropout',
  dropouts: { layers: 'as the layers say', own: 'the same in every layer' },
  dropoutShare: 'share dropped',
  average: 'average',
  averages: { none: 'none', ema: 'exponential', swa: 'equal (SWA)' } satisfies Record<
    AverageName,
    string
  >,
  averageDecay: 'decay',
  averageFrom: 'from step',
};
