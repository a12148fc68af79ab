/** Names of the data sets that come with Nadir, written down so that a help does not load the data. */
export const problemNames: readonly string[] = [
  ...['bumps', 'circles', 'digits', 'gaussians'],
  ...['moons', 'plane', 'spirals', 'xor'],
];

/** Names of the surfaces that come with Nadir. */
export const surfaceNames: readonly string[] = [
  ...['beale', 'himmelblau', 'quadratic', 'rastrigin', 'rosenbrock', 'saddle'],
];
