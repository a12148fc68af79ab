import { Draws } from './draws.js';
import { delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** Payments, of which few are fraud. */
export const payments: WorldlyFile = {
  name: 'payments.csv',
  about:
    'one row in fifty of the class that matters, comments above the header, codes with leading zeros',
  target: 'fraud',
  rows: { whole: 12_000, small: 4000 },
  write(size) {
    const draws = new Draws(9);
    const rows = Array.from({ length: this.rows[size] }, () => {
      const amount = Math.exp(draws.normal(3.5, 1.3));
      const isAbroad = draws.chance(0.15);
      const hour = draws.integer(0, 23);
      const tries = draws.pick([1, 1, 1, 1, 1, 2, 2, 3, 5]);
      const code = draws.pick(['0411', '0742', '5411', '5812', '5999', '7995']);
      const odds =
        -7 +
        0.7 * (Math.log(amount) - 3.5) +
        (isAbroad ? 1.9 : 0) +
        (hour < 6 ? 1.3 : 0) +
        0.7 * (tries - 1) +
        (code === '7995' ? 1.6 : 0);
      const isFraud = draws.happens(1.1 * odds);
      return [
        amount.toFixed(2),
        isAbroad ? 'Y' : 'N',
        `${String(hour).padStart(2, '0')}:${String(draws.integer(0, 59)).padStart(2, '0')}`,
        tries,
        code,
        isFraud ? 'fraud' : 'good',
      ];
    });
    const header = ['amount', 'abroad', 'time', 'tries', 'merchant_code', 'fraud'];
    return utf8(`# payments of one week\n# by: ledger 3.1\n${delimited([header, ...rows], ',')}`);
  },
};
