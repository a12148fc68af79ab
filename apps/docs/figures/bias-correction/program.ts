import { Ema } from '@nadir/optim/averages';

const series = [12.1, 11.4, 13.8, 12.9, 15.2, 14.1];
const alpha = 0.9;

// S ← α S + (1 − α) Y, from 0.
const uncorrected = new Ema({ decay: alpha, start: 'zero' });
const corrected = new Ema({ decay: alpha });

for (const [i, value] of series.entries()) {
  const average = uncorrected.update(value);
  const wrong = average / (1 - (1 - alpha) ** (i + 1));
  const [a, b, c] = [average, corrected.update(value), wrong].map((x) => x.toFixed(3));
  console.log(`${a}, corrected ${b}, wrongly ${c}`);
}
