import { checkBoolean, checkInteger, checkNames } from '@nadir/core/internal';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { Scores } from '../metrics/running-scores.js';
import type { Callback } from '../trainer/callback.js';
import type { EpochRecord, ValidationRecord } from '../trainer/records.js';
import type { Run } from '../trainer/run.js';
import { type Histogram, histogramOf } from './histogram.js';
import type { Config, Logger, LogRecord } from './logger.js';

/** Options of {@link logTo}. */
export interface LogToOptions {
  /** Steps between records of steps, ≥ 1. Default `50`. */
  everySteps?: number;
  /** Whether epochs have histograms of the weights, which are read from the device for it. Default `false`. */
  histograms?: boolean;
  /** What the training was set up with. Default: nothing. */
  config?: Config;
  /** Name of the callback; different where a trainer has several. Default `'log'`. */
  name?: string;
}

/**
 * The callback that writes steps, validations and epochs to loggers, with the figures of the other callbacks.
 *
 * @throws {@link OptionError} when an option is not as documented.
 * @example
 * ```ts
 * const log = logTo([consoleLogger(), jsonLines('run/log.jsonl')], { everySteps: 100, config: { learningRate } });
 * const trainer = new Trainer({ model, optimizer, loss, epochs: 10, callbacks: [log] });
 * ```
 */
export function logTo(loggers: readonly Logger[], options: LogToOptions = {}): Callback {
  checkNames('logTo', options, ['everySteps', 'histograms', 'config', 'name']);
  const { everySteps = 50, histograms = false, config = {}, name = 'log' } = options;
  checkInteger('logTo', { everySteps }, 1, 'everySteps');
  checkBoolean('logTo', { histograms }, 'histograms');
  const all = async (call: (logger: Logger) => void | Promise<void>) => {
    for (const logger of loggers) await call(logger);
  };
  const write = (run: Run, kind: LogRecord['kind'], more: Partial<LogRecord>) => {
    const figures = { ...more.figures, ...run.figures() };
    const record = { ...run.progress, ...more, kind, figures };
    return all((logger) => logger.log(record));
  };
  return {
    name,
    onStart: (run) => all((logger) => logger.start(config, run.progress)),
    onStep: (run, { step, loss }) =>
      step % everySteps === 0 ? write(run, 'step', { figures: { loss } }) : undefined,
    onValidation: (run, record) => write(run, 'validation', { figures: figuresOf(record) }),
    async onEpoch(run, record) {
      const figures = figuresOf(record);
      if (!histograms) return write(run, 'epoch', { figures });
      return write(run, 'epoch', { figures, histograms: await histogramsOf(run.weights()) });
    },
    onEnd: (run, ending) => all((logger) => logger.end(ending, run.progress)),
  };
}

function figuresOf(record: Partial<EpochRecord> & Partial<ValidationRecord>) {
  const named = (part: string, scores: Scores | undefined) =>
    Object.entries(scores ?? {}).map(([figure, value]) => [`${part}.${figure}`, value] as const);
  return Object.fromEntries([
    ...named('train', record.train),
    ...named('validation', record.validation),
  ]);
}

/** Histograms of weights, which are disposed of. */
async function histogramsOf(
  weights: Readonly<Record<string, Tensor>>,
): Promise<Record<string, Histogram>> {
  try {
    const entries = Object.entries(weights).map(
      async ([name, tensor]) => [name, histogramOf(await tensor.data())] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  } finally {
    dispose(weights as Record<string, Tensor>);
  }
}
