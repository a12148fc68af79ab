/** Words of the searches for options. */
export const sweeps = {
  kind: 'Kind of search',
  kinds: { rates: 'Learning rate', map: 'Two options' },
  run: 'Run',
  cancel: 'Cancel',
  rate: 'learning rate',
  loss: 'loss',
  table: 'table',
  ratesOf: (name: string) => `Loss of ${name} while its learning rate rises. Click to take a rate.`,
  suggests: (rate: string) => `A tenth of the lowest point: ${rate}.`,
  take: 'Take it',
  across: 'across',
  up: 'up',
  mapOf: (steps: number) => `The loss after ${steps} steps. Click a cell to load it.`,
  cellsOf: (done: number, all: number) => `${done} of ${all} cells. Click one to load it.`,
};
