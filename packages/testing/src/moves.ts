import { type Optimizer, scalar, type Variable, variable } from '@tensorflow/tfjs-core';

/** How far a weight, 0 at first, moves at each step with the gradients given. */
export function movesOf(
  make: (parameters: Variable[]) => Optimizer,
  gradients: readonly number[],
): number[] {
  const weight = variable(scalar(0));
  const optimizer = make([weight]);
  let before = 0;
  return gradients.map((gradient) => {
    optimizer.applyGradients({ [weight.name]: scalar(gradient) });
    const now = weight.dataSync()[0] as number;
    const move = now - before;
    before = now;
    return move;
  });
}
