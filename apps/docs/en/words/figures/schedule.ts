/** Words of the figure of a schedule. */
export const schedule = {
  title: (name: string) => `The schedule ${name}`,
  step: 'step',
  value: 'value',
};
