import { type Memory, turn, vectorsOf } from './direction.js';
import type { Space } from './space.js';
import { chart, goSearching, goStraight, look, type Setting } from './travel.js';

/** Options of a step, schedules evaluated. */
export interface StepOptions {
  readonly learningRate: number;
  readonly maxIterations: number;
  readonly maxEvaluations: number;
  readonly toleranceGradient: number;
  readonly toleranceChange: number;
  readonly historySize: number;
  readonly lineSearch: 'strongWolfe' | null;
}

/**
 * One step: iterations until one of the limits is reached, as `torch.optim.LBFGS` does them.
 *
 * @returns The loss at the beginning, and what is known afterwards.
 * @throws {@link TensorError} when a loss or gradient is not finite where the parameters have to go.
 */
export async function iterate<Vector, Scalar>(
  setting: Setting<Vector, Scalar>,
  options: StepOptions,
  memory: Memory<Vector>,
): Promise<{ readonly loss: number; readonly memory: Memory<Vector> }> {
  const { space } = setting;
  const { maxIterations, maxEvaluations, toleranceGradient, toleranceChange } = options;
  let point = await look(setting);
  let evaluations = 1;
  const { loss } = point;
  const after = (last: Memory<Vector>) => ({
    loss,
    memory: { ...last, evaluations: memory.evaluations + evaluations },
  });
  if (point.largest <= toleranceGradient) return after(memory);

  let last = memory;
  for (let n = 1; ; n++) {
    const turned = await turn(space, last, point.gradient, options.historySize);
    forget(space, last, turned);
    const course = await chart(setting, turned, options.learningRate);
    last = { ...turned, stepSize: course.t };
    if (course.slope > -toleranceChange) return after(last);

    const arrival =
      options.lineSearch === null
        ? await goStraight(setting, course, point, n === maxIterations)
        : await goSearching(setting, course, point, maxEvaluations - evaluations);
    const lossChange = Math.abs(arrival.point.loss - point.loss);
    last = { ...last, stepSize: arrival.t };
    point = arrival.point;
    evaluations += arrival.evaluations;
    const isDone =
      n === maxIterations ||
      evaluations >= maxEvaluations ||
      point.largest <= toleranceGradient ||
      Math.abs(arrival.t) * course.longest <= toleranceChange ||
      lossChange < toleranceChange;
    if (isDone) return after(last);
  }
}

/** Frees what the last iteration knew and this one does not. */
function forget<Vector, Scalar>(
  space: Space<Vector, Scalar>,
  last: Memory<Vector>,
  next: Memory<Vector>,
): void {
  const kept = new Set(vectorsOf(next));
  space.free(...vectorsOf(last).filter((vector) => !kept.has(vector)));
}
