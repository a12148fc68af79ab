import { Linear } from '@nadir/nn';
import { SGD } from '@nadir/optim';
import { cosine, join, linearWarmup } from '@nadir/optim/schedules';

const rate = join(
  [linearWarmup({ to: 0.1, steps: 10 }), cosine({ from: 0.1, to: 0.001, steps: 90 })],
  [10],
);
console.log([0, 5, 10, 55, 100].map((step) => rate(step).toFixed(3)).join(' '));

// Any number of an optimizer may be a schedule, the momentum too, and any function of the step is one.
const optimizer = new SGD(new Linear(4, 2), {
  learningRate: rate,
  momentum: (step) => (step < 10 ? 0.85 : 0.95),
});
console.log(optimizer.groups.length, 'group');

// Prints:
//   0.000 0.050 0.100 0.051 0.001
//   1 group
