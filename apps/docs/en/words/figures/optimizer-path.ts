/** Words of the figure of the path of an optimizer. */
export const optimizerPath = {
  title: (optimizer: string) => `Path of ${optimizer} on a surface`,
  surface: 'surface',
  surfaces: {
    quadratic: 'ravine',
    rosenbrock: 'Rosenbrock’s valley',
    himmelblau: 'Himmelblau’s four minima',
    beale: 'Beale’s plain',
  },
  startOf: (axis: string) => `start ${axis}`,
  step: 'step',
  descends: (steps: number, first: string, last: string) =>
    `${steps} steps lead from a height of ${first} to ${last}. Click the surface to start elsewhere.`,
  diverges: 'The steps grow: these options are too bold for this surface.',
};
