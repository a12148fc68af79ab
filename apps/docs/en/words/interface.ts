/** Words of controls and charts that every figure uses. */
export const interfaceWords = {
  table: 'The same as a table',
  csv: 'Download as CSV',
  more: 'More',
  reset: 'Reset',
  step: 'Step',
  back: 'Back',
  stepOf: (step: number, last: number) => `step ${step} of ${last}`,
  run: 'Run this program',
  running: 'Running …',
  copied: 'Copied',
  /** Sentences one after the other. */
  paragraph: (sentences: readonly string[]) => sentences.join(' '),
};
