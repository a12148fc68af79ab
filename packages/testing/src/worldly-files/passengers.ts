import { Draws } from './draws.js';
import { delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

const syllables = [
  'Bra',
  "O'D",
  'und',
  'ger',
  'rell',
  'hei',
  'kin',
  'fut',
  'all',
  'mü',
  'sen',
  'by',
];
const firstNames = ['Owen', 'Laina', 'John', 'Elisabeth', 'Anna', 'William', 'Mary "May"'];

/** As the passengers of the Titanic are often given. */
export const passengers: WorldlyFile = {
  name: 'passengers.csv',
  about: 'names with commas and quotes, an index, tickets, cells that are mostly empty',
  target: 'Survived',
  rows: { whole: 1500, small: 1200 },
  write(size) {
    const draws = new Draws(1);
    const rows = Array.from({ length: this.rows[size] }, (_, i) => {
      const isFemale = draws.chance(0.35);
      const group = draws.pick([1, 1, 2, 2, 3, 3, 3, 3, 3]);
      const age = Math.max(1, Math.round(draws.normal(30, 14)));
      const siblings = draws.pick([0, 0, 0, 0, 0, 1, 1, 2, 4]);
      const parents = draws.pick([0, 0, 0, 0, 0, 0, 1, 2]);
      const fare = Math.exp(draws.normal(4.6 - 0.7 * group, 0.5)).toFixed(4);
      const odds =
        (isFemale ? 2.2 : -1.2) +
        1.3 * (2 - group) -
        0.03 * (age - 30) -
        0.4 * (siblings > 1 ? 1 : 0);
      const title = isFemale ? (age > 22 ? 'Mrs.' : 'Miss.') : age > 14 ? 'Mr.' : 'Master.';
      return [
        i + 1,
        Number(draws.happens(1.3 * odds)),
        group,
        `${[1, 2, 3].map(() => draws.pick(syllables)).join('')}, ${title} ${draws.pick(firstNames)}`,
        isFemale ? 'female' : 'male',
        draws.orMissing(age, 0.2),
        siblings,
        parents,
        draws.chance(0.3) ? `PC ${draws.integer(1000, 99_999)}` : draws.integer(1000, 399_999),
        fare,
        group === 1 && draws.chance(0.7)
          ? `${draws.pick(['A', 'B', 'C'])}${draws.integer(1, 120)}`
          : '',
        draws.orMissing(draws.pick(['S', 'S', 'S', 'C', 'Q']), 0.003),
      ];
    });
    const header =
      'PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked'.split(',');
    return utf8(delimited([header, ...rows], ',', '\r\n'));
  },
};
