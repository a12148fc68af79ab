import { withoutCopyNumber } from '@nadir/core/internal';
import { engine, type Variable } from '@tensorflow/tfjs-core';

/**
 * The variables that were made last under these names, whatever numbers TensorFlow.js has put behind them since others have them: those of a
 * model that has just been loaded, beside another copy of it.
 *
 * @returns `undefined` where a name has none.
 */
export function newestVariables(names: readonly string[]): Variable[] | undefined {
  const made = Object.values(engine().registeredVariables).filter(
    ({ dtype }) => dtype === 'float32',
  );
  const counts = new Map<string, number>();
  for (const name of names) {
    const { text } = withoutCopyNumber(name);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const found: Variable[] = [];
  for (const [text, count] of counts) {
    const own = made.filter(({ name }) => withoutCopyNumber(name).text === text).slice(-count);
    if (own.length < count) return undefined;
    found.push(...own);
  }
  return found;
}
