import type { Words } from '../../../en/words/index.js';
import type { FormulaFault } from '../../engine/formula/fault.js';

/** What is wrong with a formula, in a sentence. */
export function faultText(
  { column, kind, got, expected }: FormulaFault,
  said: Words['playground']['task'],
): string {
  const what = said.faults[kind](got === '' ? said.theEnd : `“${got}”`);
  return said.fault(what, column, expected.join(', '));
}
