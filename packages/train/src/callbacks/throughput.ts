import { checkInteger, checkNames } from '@nadir/core/internal';
import type { Callback } from '../trainer/callback.js';
import type { StepRecord } from '../trainer/records.js';

/** Options of {@link throughput}. */
export interface ThroughputOptions {
  /** Number of last steps that speed is measured over, ≥ 1. Default `50`. */
  steps?: number;
}

/**
 * The callback that measures how fast training is: loggers write `examplesPerSecond` and `stepsPerSecond`, over the last steps and
 * with the validations between them. Put it before the callback that writes.
 *
 * @throws {@link OptionError} when an option is out of range.
 */
export function throughput(options: ThroughputOptions = {}): Callback {
  checkNames('throughput', options, ['steps']);
  const { steps = 50 } = options;
  checkInteger('throughput', { steps }, 1, 'steps');
  /** One more than the steps that are measured: time runs from the end of the first. */
  let last: StepRecord[] = [];
  return {
    name: 'throughput',
    onStart() {
      last = [];
    },
    onStep(_, record) {
      last = [...last.slice(-steps), record];
    },
    figures(): Readonly<Record<string, number>> {
      const [first, ...measured] = last;
      const seconds = (measured.at(-1)?.seconds ?? 0) - (first?.seconds ?? 0);
      if (seconds <= 0) return {};
      const examples = measured.reduce((sum, record) => sum + record.examples, 0);
      return { examplesPerSecond: examples / seconds, stepsPerSecond: measured.length / seconds };
    },
  };
}
