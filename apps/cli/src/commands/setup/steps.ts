import { colorsFor, type Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { formatSeconds } from '../../text/numbers.js';

/**
 * Does something that takes its time, and tells on one line what it is and what came of it: the time
 * it took, or the outcome in words.
 */
export type Step = <T>(
  what: string,
  action: () => Promise<T>,
  outcome?: (result: T) => string | undefined,
) => Promise<T>;

/** Steps that are told on standard error. */
export function stepsOn(io: Pick<Io, 'stderr' | 'now' | 'env'>): Step {
  const { dim, yellow } = colorsFor(io, io.stderr);
  return async (what, action, outcome) => {
    io.stderr.write(`${printable(what)} … `);
    const start = io.now();
    try {
      const result = await action();
      const seconds = (io.now() - start) / 1000;
      io.stderr.write(`${outcome?.(result) ?? dim(formatSeconds(seconds))}\n`);
      return result;
    } catch (error) {
      io.stderr.write(`${yellow('failed')}\n`);
      throw error;
    }
  };
}
