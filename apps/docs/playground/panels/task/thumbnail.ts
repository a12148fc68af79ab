import { dataOf } from '../../engine/course/data.js';
import { type DataName, initialNetwork } from '../../state/task.js';

/** Examples of a picture. */
const count = 80;

/** Dots of a set of examples, by class; of numbers, below and above 0. Sets without a picture of dots have none. */
export function thumbnailOf(data: DataName): string[] {
  if (data === 'digits' || data === 'points') return [];
  const { train } = dataOf({ ...initialNetwork, data, examples: count, noise: 0.05 }, 0);
  const classOf = (i: number) =>
    train.task === 'classification' ? (train.labels[i] ?? 0) : (train.targets[i] ?? 0) > 0 ? 0 : 1;
  const size = train.features.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const dots: string[] = [];
  for (let i = 0; i < train.examples; i++) {
    const x = ((train.features[2 * i] ?? 0) / size).toFixed(2);
    const y = (-(train.features[2 * i + 1] ?? 0) / size).toFixed(2);
    dots[classOf(i)] = `${dots[classOf(i)] ?? ''}M${x} ${y}h0`;
  }
  return dots;
}
