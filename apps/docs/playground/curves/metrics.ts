import type { Reading, RunLog } from '../engine/log/run-log.js';
import type { MetricName } from '../state/view.js';

/** A curve: what was measured after some steps. Both lists are as long. */
export interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** What is read now and then. */
const readings: Partial<Record<MetricName, (reading: Reading) => number | undefined>> = {
  trainLoss: ({ train }) => train.loss,
  testLoss: ({ test }) => test.loss,
  trainAccuracy: ({ train }) => train.accuracy,
  testAccuracy: ({ test }) => test.accuracy,
  updateRatio: ({ updateRatio }) => updateRatio,
  weightNorm: ({ weightNorm }) => weightNorm,
  sparsity: ({ sparsity }) => sparsity,
};

/** What is known of each step. A number of a step belongs to the weights before it. */
const traces = {
  loss: 'loss',
  gradientNorm: 'gradientNorm',
  learningRate: 'learningRate',
} as const;

/** A curve that grows with its log. */
interface Growing {
  readonly steps: number[];
  readonly values: number[];
  /** Readings or steps of the log that have been looked at. */
  taken: number;
}

const grown = new WeakMap<RunLog, Map<string, Growing>>();

/** What is known of a log under a name; `grow` adds what has come since. */
function growing(log: RunLog, name: string, grow: (curve: Growing) => void): Curve {
  const curves = grown.get(log) ?? new Map<string, Growing>();
  grown.set(log, curves);
  const curve = curves.get(name) ?? { steps: [], values: [], taken: 0 };
  curves.set(name, curve);
  grow(curve);
  return curve;
}

/** The curve of a metric in a run. It is the same object when the run has gone on. */
export function curveOf(log: RunLog, metric: MetricName): Curve {
  const read = readings[metric];
  if (read === undefined) {
    const values = log.trace(traces[metric as keyof typeof traces]);
    return growing(log, metric, (curve) => {
      for (; curve.taken < values.length; curve.taken++) {
        curve.steps.push(curve.taken);
        curve.values.push(values[curve.taken] as number);
      }
    });
  }
  return growing(log, metric, (curve) => {
    for (; curve.taken < log.readings.length; curve.taken++) {
      const reading = log.readings[curve.taken] as Reading;
      const value = read(reading);
      if (value === undefined) continue;
      curve.steps.push(reading.step);
      curve.values.push(value);
    }
  });
}

/** Gradient norms after clipping, of the steps that were clipped. */
export function clippedSteps(log: RunLog): Curve {
  const before = log.trace('gradientNorm');
  const after = log.trace('clippedNorm');
  return growing(log, 'clipped', (curve) => {
    for (; curve.taken < after.length; curve.taken++) {
      const value = after[curve.taken] as number;
      // Both are sums of float32, which clipping leaves alone may differ by rounding.
      if (!(value < (before[curve.taken] as number) * (1 - 1e-6))) continue;
      curve.steps.push(curve.taken);
      curve.values.push(value);
    }
  });
}
