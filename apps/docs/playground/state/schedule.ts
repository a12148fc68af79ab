import { choice, type Field, list, number } from './fields.js';

/** Courses of the learning rate over a race. `segments` is drawn by the visitor. */
export const scheduleNames = [
  'constant',
  'linear',
  'cosine',
  'exponential',
  'step',
  'restarts',
  'one-cycle',
  'segments',
] as const;
export type ScheduleName = (typeof scheduleNames)[number];

/** Forms of a segment between its two ends. */
export const segmentShapes = ['constant', 'linear', 'cosine'] as const;
export type SegmentShape = (typeof segmentShapes)[number];

/** A part of a schedule of one's own: from where the one before ended, or for the first from 0, to `to`. */
export interface Segment {
  readonly shape: SegmentShape;
  /** Share of the steps that it takes. */
  readonly share: number;
  /** Rate at its end, as a share of the peak. A constant has it throughout. */
  readonly to: number;
}

/** How the learning rate goes over the steps of a race, the peak being the option of the optimizer. */
export interface ScheduleSettings {
  readonly name: ScheduleName;
  /** Share of the steps in which the rate rises first, in a straight line. */
  readonly warmup: number;
  /** Rate at the end, as a share of the peak. */
  readonly end: number;
  /** Cycles of `restarts`, and levels of `step`. */
  readonly cycles: number;
  /** Parts of `segments`. */
  readonly segments: readonly Segment[];
}

/** Most segments of a schedule. */
export const maxSegments = 6;

const shape = choice(segmentShapes, 'linear');
const share = number(0.25, 0.001, 1);
const to = number(1, 0, 1);

/** A segment as `linear*0.1*1`: shape, share and end. */
const segment: Field<Segment> = {
  fallback: { shape: shape.fallback, share: share.fallback, to: to.fallback },
  write: (one) => [one.shape, one.share, one.to].join('*'),
  read(text, report) {
    const [form = '', part = '', end = ''] = text.split('*');
    return {
      shape: shape.read(form, report),
      share: share.read(part, report),
      to: to.read(end, report),
    };
  },
};

/** Segments at first: a rise, then a cosine down to nothing. */
export const segments = list(
  segment,
  [
    { shape: 'linear', share: 0.1, to: 1 },
    { shape: 'cosine', share: 0.9, to: 0 },
  ] as readonly Segment[],
  maxSegments,
);
