import { checkWord } from '../check.js';

/**
 * Which elements of a weight are one unit, by the layout of TensorFlow.js, `[...window, in, out]`:
 *
 * - `'output'`: those that lead into one output, all that have the last index in common. Of a dense
 *   weight `[in, out]` that is a column, of a convolution a filter.
 * - `'input'`: those that one input feeds, all that have the last index but one in common. Of a dense
 *   weight or an embedding that is a row.
 * - `'tensor'`: all of them.
 *
 * Each element of a vector is an output unit; to `'input'` the vector is one unit.
 */
export type Units = 'output' | 'input' | 'tensor';

/** Throws unless `units` is one of the words. */
export function checkUnits(where: string, units: Units): void {
  checkWord(where, { units }, 'units', ['output', 'input', 'tensor']);
}
