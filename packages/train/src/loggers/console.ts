import type { Logger } from './logger.js';

/** Options of {@link consoleLogger}. */
export interface ConsoleLoggerOptions {
  /** Takes each line. Default: `console.log`. */
  write?: (line: string) => void;
}

/**
 * Prints a line for each record, such as `epoch 2  step 938  train.loss 0.1234  validation.accuracy 0.971  12.5 s`.
 */
export function consoleLogger({
  write = (line) => console.log(line),
}: ConsoleLoggerOptions = {}): Logger {
  return {
    start(_, { step }) {
      if (step > 0) write(`going on after step ${step}`);
    },
    log: ({ step, epoch, seconds, figures }) =>
      write(
        [
          `epoch ${epoch}`,
          `step ${step}`,
          ...Object.entries(figures).map(([name, value]) => `${name} ${rounded(value)}`),
          `${seconds.toFixed(1)} s`,
        ].join('  '),
      ),
    end: (ending, { step }) => write(`${ending} after step ${step}`),
  };
}

/** A number with four digits that count. */
const rounded = (value: number): string => String(Number(value.toPrecision(4)));
