import { Draws } from './draws.js';
import { dayOf, delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

const openings = [
  'I think',
  'To be "honest"',
  'As I said before',
  'Well; maybe',
  '很好',
  'No idea',
];
const endings = ['it was fine.', 'the wait was too long!', 'I would\nlike to say more', 'ok', '👍'];
const answers = ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'];

/** Answers of people to questions. */
export const survey: WorldlyFile = {
  name: 'survey.tsv',
  about:
    'tabs, free text with line breaks and quotes, times, percent, and missing cells of several spellings',
  target: 'Would you come again?',
  rows: { whole: 1800, small: 1500 },
  write(size) {
    const draws = new Draws(4);
    const rows = Array.from({ length: this.rows[size] }, (_, i) => {
      const day = draws.integer(0, 400);
      const asked = new Date(dayOf(2023, day).getTime() + draws.integer(8 * 60, 20 * 60) * 60_000);
      const age = draws.integer(16, 89);
      const wait = Math.round(Math.exp(draws.normal(2.5, 0.7)));
      const staff = draws.integer(0, 4);
      const price = draws.integer(0, 4);
      const solved = draws.integer(0, 20) * 5;
      const odds = 1.1 * (staff - 2) + 0.5 * (price - 2) - 0.1 * (wait - 14) + 0.04 * (solved - 50);
      return [
        asked.toISOString().slice(0, 16).replace('T', ' '),
        `R${(i * 7919) % 1_000_003}`,
        draws.orMissing(age, 0.06, 'NA'),
        draws.orMissing(wait, 0.08, '-'),
        draws.orMissing(answers[staff] as string, 0.05),
        draws.orMissing(answers[price] as string, 0.1, 'NA'),
        draws.orMissing(`${solved} %`, 0.04),
        draws.chance(0.4) ? '' : `${draws.pick(openings)}, ${draws.pick(endings)} (${i})`,
        draws.orMissing(draws.happens(1.6 * odds) ? 'Yes' : 'No', 0.02),
      ];
    });
    const header = [
      ...['asked at', 'respondent', 'age', 'minutes waited', 'The staff was friendly'],
      ...['The price was fair', 'problems solved', 'Anything else?', 'Would you come again?'],
    ];
    return utf8(delimited([header, ...rows], '\t'));
  },
};
