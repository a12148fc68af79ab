import { choice, names, type Reader, text, toggle } from '../flags/readers.js';

/** Shares of a file's rows, in percent. */
const shares: Reader<{ readonly validation: number; readonly test: number }> = {
  placeholder: 'n/n/n',
  expected: 'percentages of training, validation and test that add up to 100, such as 70/15/15',
  parse(given) {
    const [train = 0, validation = 0, test = 0, ...more] = given.split('/').map(Number);
    const isWhole = train > 0 && validation >= 0 && test >= 0 && train + validation + test === 100;
    return isWhole && more.length === 0
      ? { validation: validation / 100, test: test / 100 }
      : undefined;
  },
};

/** Flags about the columns of a file. */
export const columnFlags = {
  target: { ...text('column'), help: 'Column of the file to predict from the others' },
  task: {
    ...choice('task', ['classification', 'regression']),
    help: 'What the target holds. Left out: numbers are regression, unless few and whole',
  },
  ignore: { ...names, help: 'Columns to leave out' },
  categorical: { ...names, help: 'Columns whose values are categories, whatever they look like' },
  weight: { ...text('column'), help: 'Column that says how much each row counts' },
  group: { ...text('column'), help: 'Column of which equal values stay in the same part' },
  time: { ...text('column'), help: 'Column to split by: the last rows are for testing' },
  split: { ...shares, help: 'Shares for training, validation and test; default 70/15/15' },
  balanced: { ...toggle, help: 'Let each class count alike, however many rows it has' },
} as const;

/** Flags about a file to learn from. */
export const fileFlags = {
  data: {
    ...text('file'),
    help: 'File to learn from instead: a table of text, such as CSV, in any common dialect, gzip or not',
  },
  ...columnFlags,
} as const;
