import { Draws } from './draws.js';
import { delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** A sum such as `$1,234.50`. */
const dollars = (value: number) =>
  `$${value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

/** Orders of a shop, saved from a spreadsheet. */
export const orders: WorldlyFile = {
  name: 'orders.csv',
  about:
    'an index column without a name, sums in dollars with commas, TRUE and FALSE, dates with the month first, a constant column',
  target: 'returned',
  rows: { whole: 2500, small: 1500 },
  write(size) {
    const draws = new Draws(6);
    const rows = Array.from({ length: this.rows[size] }, (_, i) => {
      const sum = Math.exp(draws.normal(5, 1.2));
      const items = draws.integer(1, 9);
      const isGift = draws.chance(0.25);
      const kind = draws.pick(['shoes', 'shirts', 'books', 'garden', 'toys']);
      const month = draws.integer(1, 12);
      const odds =
        1.1 * (Math.log(sum) - 5) +
        ({ shoes: 2, shirts: 1.2, books: -2, garden: -0.6, toys: -0.5 }[kind] as number) +
        (isGift ? -1.2 : 0.4) +
        0.1 * (items - 5);
      return [
        i,
        `${month}/${draws.integer(1, 28)}/2023`,
        kind,
        dollars(sum),
        items,
        isGift ? 'TRUE' : 'FALSE',
        'web',
        draws.happens(1.5 * odds) ? 'TRUE' : 'FALSE',
      ];
    });
    const header = ['', 'ordered', 'department', 'sum', 'items', 'gift', 'channel', 'returned'];
    return utf8(delimited([header, ...rows], ',', '\r\n'));
  },
};
