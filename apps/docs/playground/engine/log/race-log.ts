import type { MetricName } from '../../state/view.js';
import { type LogChunk, type Reading, RunLog, type TraceName } from './run-log.js';

/** A curve of a contender: over its seeds, their mean and their range. */
export interface Curve {
  /** Steps taken before each point. */
  readonly steps: Float64Array;
  readonly mean: Float64Array;
  /** Lowest and highest of the seeds. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A contender in the table of results. What is not known yet is absent. */
export interface Standing {
  /** Lowest loss on the test part, or height; the mean over the seeds. */
  readonly best?: number;
  /** The last one. */
  readonly final?: number;
  /** Steps until the target was reached; the mean over seeds, and only where all have reached it. */
  readonly stepsToTarget?: number;
  /** Milliseconds of a step, the median. */
  readonly millisecondsPerStep?: number;
  /** Seeds that have diverged. */
  readonly diverged: number;
}

/** What each metric is read from. */
const traces: Partial<Record<MetricName, TraceName>> = {
  loss: 'loss',
  gradientNorm: 'gradientNorm',
  learningRate: 'learningRate',
};

const readings: Partial<Record<MetricName, (reading: Reading) => number | undefined>> = {
  trainLoss: ({ train }) => train.loss,
  testLoss: ({ test }) => test.loss,
  trainAccuracy: ({ train }) => train.accuracy,
  testAccuracy: ({ test }) => test.accuracy,
  updateRatio: ({ updateRatio }) => updateRatio,
  weightNorm: ({ weightNorm }) => weightNorm,
  sparsity: ({ sparsity }) => sparsity,
};

/** The curves of a race as the page has them: made of the chunks of its frames. */
export class RaceLog {
  readonly #runs = new Map<string, { readonly contender: number; readonly log: RunLog }>();

  append(chunks: readonly LogChunk[]): void {
    for (const chunk of chunks) {
      const key = `${chunk.contender}.${chunk.seed}`;
      const run = this.#runs.get(key) ?? { contender: chunk.contender, log: new RunLog() };
      this.#runs.set(key, run);
      run.log.append(chunk);
    }
  }

  /** The runs of a contender, in the order in which their seeds were told. */
  runsOf(contender: number): readonly RunLog[] {
    return [...this.#runs.values()].flatMap((run) => (run.contender === contender ? run.log : []));
  }

  /** A metric of a contender, as far as all of its seeds have it. One seed that has diverged ends it for the mean. */
  curve(contender: number, metric: MetricName): Curve {
    const series = this.runsOf(contender).map((log) => seriesOf(log, metric));
    const length = Math.min(...series.map(({ steps }) => steps.length));
    if (!Number.isFinite(length)) return joined([], 0);
    return joined(series, length);
  }

  /** Steps whose gradients were clipped, of the first seed. */
  clippedSteps(contender: number): number[] {
    const [log] = this.runsOf(contender);
    const norms = log?.trace('gradientNorm') ?? [];
    const clipped = log?.trace('clippedNorm') ?? [];
    // Clipping by a norm divides by one that is a millionth larger, whatever the gradient is.
    return norms.flatMap((norm, i) => ((clipped[i] as number) < norm * (1 - 1e-5) ? [i + 1] : []));
  }

  /** How a contender stands up to a step. */
  standing(contender: number, target: number, until = Number.POSITIVE_INFINITY): Standing {
    const runs = this.runsOf(contender);
    const losses = runs.map((log) =>
      log.readings.flatMap(({ step, test }) => (step <= until ? [{ step, loss: test.loss }] : [])),
    );
    const arrivals = losses.map((points) => points.find(({ loss }) => loss <= target)?.step);
    const times = runs.flatMap((log) => log.trace('milliseconds')).sort((a, b) => a - b);
    const final = meanOf(losses.map((points) => points.at(-1)?.loss));
    const best = meanOf(losses.map((points) => lowest(points.map(({ loss }) => loss))));
    const stepsToTarget = meanOf(arrivals);
    const median = times[times.length >> 1];
    return {
      diverged: runs.filter(({ divergence }) => divergence !== undefined).length,
      ...(best !== undefined && { best }),
      ...(final !== undefined && { final }),
      ...(stepsToTarget !== undefined && { stepsToTarget }),
      ...(median !== undefined && { millisecondsPerStep: median }),
    };
  }
}

/** A metric of one run. A number of a step is that before it, so it belongs to one step less. */
function seriesOf(log: RunLog, metric: MetricName) {
  const trace = traces[metric];
  if (trace !== undefined) {
    const values = log.trace(trace);
    return { steps: values.map((_, i) => i), values };
  }
  const pick = readings[metric];
  const points = log.readings.flatMap((reading) => {
    const value = pick?.(reading);
    return value === undefined ? [] : [{ step: reading.step, value }];
  });
  return { steps: points.map(({ step }) => step), values: points.map(({ value }) => value) };
}

function joined(series: readonly ReturnType<typeof seriesOf>[], length: number): Curve {
  const at = (i: number) => series.map(({ values }) => values[i] as number);
  const each = (join: (values: number[]) => number) =>
    Float64Array.from({ length }, (_, i) => join(at(i)));
  return {
    steps: Float64Array.from(series[0]?.steps.slice(0, length) ?? []),
    mean: each((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    low: each((values) => Math.min(...values)),
    high: each((values) => Math.max(...values)),
  };
}

const lowest = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((least, value) => Math.min(least, value));

/** The mean, where every value is known. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0 || known.length < values.length) return undefined;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
