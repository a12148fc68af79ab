import { Draws } from './draws.js';
import { delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** What a device adds to the log odds. */
const devices = { phone: 0.8, tablet: 0, desktop: -0.8 };

/** What people clicked on. */
export const clicks: WorldlyFile = {
  name: 'clicks.csv',
  about: 'a million rows, and a column with thousands of categories',
  target: 'clicked',
  rows: { whole: 1_000_000, small: 2500 },
  write(size) {
    const draws = new Draws(7);
    const header = ['hour', 'device', 'campaign', 'position', 'age', 'price', 'clicked'];
    const parts = [delimited([header], ',')];
    for (let i = 0; i < this.rows[size]; i++) {
      const hour = draws.integer(0, 23);
      const device = draws.pick(['phone', 'tablet', 'desktop'] as const);
      // Few campaigns have most of the rows.
      const campaign = Math.floor(3000 * draws.uniform() ** 4);
      const position = draws.integer(1, 10);
      const age = draws.integer(18, 80);
      const price = draws.uniform(0.5, 80);
      const odds =
        2.6 -
        0.55 * position +
        devices[device] +
        0.5 * Math.sin(campaign) +
        0.04 * (age - 45) * (device === 'phone' ? -1 : 0.4) -
        0.015 * (price - 40);
      const cells = [hour, device, `c${campaign}`, position, age];
      parts.push(`${cells.join(',')},${price.toFixed(2)},${Number(draws.happens(1.4 * odds))}\n`);
    }
    return utf8(parts.join(''));
  },
};
