import { type Dataset, datasets, split, type TrainTest } from '@nadir/problems';
import type { DrawnPoints } from '../../state/points.js';
import type { NetworkTask } from '../../state/task.js';

/** Fewest points that can be learned from: some to train on, some to measure with. */
export const leastPoints = 8;

/** Thrown where too few points were drawn. */
export class TooFewPoints extends Error {
  constructor() {
    super(`points: got fewer than ${leastPoints}, expected at least as many. Draw more of them.`);
  }
}

/** The examples of a task from a seed. @throws {@link TooFewPoints} */
export function dataOf(
  { data, examples, noise, points }: Pick<NetworkTask, 'data' | 'examples' | 'noise' | 'points'>,
  seed: number,
): TrainTest {
  if (data === 'points') return split(drawn(points), { seed });
  const factory = datasets[data];
  if (factory === undefined) throw new Error(`data: got ${data}, expected a set of examples.`);
  return factory(data === 'digits' ? { seed } : { examples, noise, seed });
}

/** Points as examples. */
function drawn({ kind, points }: DrawnPoints): Dataset {
  if (points.length < leastPoints) throw new TooFewPoints();
  const shared = {
    name: 'points',
    examples: points.length,
    featureCount: 2,
    featureNames: ['x', 'y'],
    features: Float32Array.from(points.flatMap((point) => point.slice(0, 2))),
  };
  const targets = points.map(([, , target]) => target);
  if (kind === 'numbers') {
    return { ...shared, task: 'regression', targets: Float32Array.from(targets) };
  }
  const classCount = Math.max(1, ...targets) + 1;
  return {
    ...shared,
    task: 'classification',
    labels: Int32Array.from(targets),
    classCount,
    classNames: Array.from({ length: classCount }, (_, i) => String(i)),
  };
}
