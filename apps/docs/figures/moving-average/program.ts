import { Ema } from '@nadir/optim/averages';

const series = [12.1, 11.4, 13.8, 12.9, 15.2, 14.1];

// Both formulas with 0.9, and the second once more with 0.1.
const keeps = new Ema({ decay: 0.9, start: 'first' });
const takes = new Ema({ weight: 0.9, start: 'first' });
const same = new Ema({ weight: 0.1, start: 'first' });

for (const value of series) {
  const [a, b, c] = [keeps, takes, same].map((ema) => ema.update(value).toFixed(3));
  console.log(`${value.toFixed(1)}: decay 0.9 ${a}, weight 0.9 ${b}, weight 0.1 ${c}`);
}
