/** Words of the figure about bias correction. */
export const biasCorrection = {
  title: 'An average that starts at 0',
  step: 'value number',
  value: 'value',
  uncorrected: 'uncorrected',
  corrected: 'corrected',
  miscorrected: 'over the wrong factor',
  factor: 'factor',
  otherFactor: 'wrong factor',
  alpha: 'factor',
  convention: 'α multiplies',
  conventions: { keeps: 'the old average', takes: 'the new value' },
  showWrong: 'divide by the wrong factor too',
  /** Where both averages begin. */
  begins: (first: string, uncorrected: string) =>
    `The corrected average begins with the first value, ${first}, the uncorrected one with ${uncorrected}.`,
  settles: (values: number) =>
    `After ${values === 1 ? '1 value' : `${values} values`} they differ by less than 1 %.`,
  stays: (values: number) => `After ${values} values they still differ by more than 1 %.`,
  wrong: (value: string) => `Over the wrong factor it begins at ${value}.`,
};
