/** Accuracy, R² or height that counts as arrived, by problem. */
const targets: Readonly<Record<string, number>> = {
  circles: 0.97,
  digits: 0.97,
  gaussians: 0.98,
  moons: 0.99,
  plane: 0.99,
  spirals: 0.95,
  xor: 0.97,
};

/** Height above the minimum of any surface. */
export const surfaceTarget = 1e-3;

/** The target of a problem where none is given. */
export const targetFor = (problem: string): number => targets[problem] ?? surfaceTarget;
