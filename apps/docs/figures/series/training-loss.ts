import { RuleInterpreter } from '@nadir/core';
import { SGD } from '@nadir/optim';
import { plane } from '@nadir/problems';

/** Points of a batch. */
const batch = 5;

/** The loss of each batch while SGD fits a plane to noisy points. */
export function trainingLoss(steps: number): number[] {
  const { features, targets } = plane({ examples: batch * steps, noise: 0.7, testShare: 0 }).train;
  const rows = Array.from(targets, (target, i) => ({
    inputs: [features[2 * i] ?? 0, features[2 * i + 1] ?? 0, 1],
    target,
  }));
  const parameters = [{ shape: [3], values: [0, 0, 0] }];
  const interpreter = new RuleInterpreter(SGD.rule, parameters, 'float64');
  const options = { ...SGD.rule.defaults, learningRate: 0.05 };
  return Array.from({ length: steps }, (_, step) => {
    const weights = Array.from(interpreter.parameters[0]?.param ?? []);
    const errors = rows.slice(step * batch, (step + 1) * batch).map(({ inputs, target }) => ({
      inputs,
      error: weights.reduce((sum, w, j) => sum + w * (inputs[j] ?? 0), -target),
    }));
    const mean = (of: (one: (typeof errors)[number]) => number) =>
      errors.reduce((sum, one) => sum + of(one), 0) / batch;
    const gradient = weights.map((_, j) =>
      mean(({ inputs, error }) => 2 * error * (inputs[j] ?? 0)),
    );
    interpreter.step([gradient], () => options);
    return mean(({ error }) => error ** 2);
  });
}
