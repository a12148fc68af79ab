import { RandomStreams, type StateDict } from '@nadir/core';
import { crossEntropy, Linear } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { type Loader, Trainer } from '../src/index.js';

/** Twenty examples of three numbers. */
export const inputs = Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i));

/** Two classes, by the sign of the first number. */
export const classes = Int32Array.from({ length: 20 }, (_, i) =>
  Number((inputs[3 * i] as number) > 0),
);

/** Trains on them, from a state on where one is given. */
export async function train(
  loader: Loader,
  steps: number,
  from?: StateDict,
): Promise<{ readonly state: StateDict; readonly weights: number[] }> {
  const model = new Linear(3, 2, { random: new RandomStreams(1) });
  const trainer = new Trainer({
    model,
    optimizer: new AdamW(model),
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    steps,
  });
  if (from !== undefined) trainer.loadStateDict(from);
  await trainer.fit(loader);
  return { state: await trainer.stateDict(), weights: [...model.weight.dataSync()] };
}
