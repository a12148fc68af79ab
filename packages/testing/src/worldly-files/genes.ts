import { Draws } from './draws.js';
import { utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

const columns = { whole: 5000, small: 200 };

/** How active genes are in samples of tissue. */
export const genes: WorldlyFile = {
  name: 'genes.csv',
  about: 'far more columns than rows allow for, of which few tell something',
  target: 'tissue',
  rows: { whole: 1500, small: 500 },
  write(size) {
    const draws = new Draws(8);
    const width = columns[size];
    const names = Array.from({ length: width }, (_, i) => `gene_${i + 1}`);
    const lines = Array.from({ length: this.rows[size] }, () => {
      const tissue = draws.integer(0, 2);
      const levels = names.map((_, i) => {
        const tells = i % Math.floor(width / 60) === 0 && i % 3 === tissue;
        return draws.normal(tells ? 6.8 : 6, 1).toFixed(2);
      });
      return `${levels.join(',')},${['liver', 'lung', 'skin'][tissue]}`;
    });
    return utf8(`${[...names, 'tissue'].join(',')}\n${lines.join('\n')}\n`);
  },
};
