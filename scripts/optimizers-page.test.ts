import { relative } from 'node:path';
import { LBFGS, optimizers } from '@nadir/optim';
import { expect, test } from 'vitest';
import { type Entry, entryOf, optimizerNames } from '../apps/docs/generate/catalogue.js';
import { readSources } from '../apps/docs/generate/sources.js';

/** What an optimizer is, and where it was published, in the words of its doc comment. */
const rowOf = ({ title, path, summary, papers }: Entry): string =>
  `| [\`${title}\`](${relative('docs', path)}) | ${summary} | ${papers} |`;

test('docs/optimizers.md lists every optimizer', async () => {
  const sources = readSources();
  const names = optimizerNames(sources);
  // L-BFGS is an optimizer without a rule.
  const classes = Object.entries(optimizers).map(([name, { rule }]) => [name, rule.name]);
  expect(new Map(names)).toEqual(
    new Map([...classes, ['lbfgs', LBFGS.name]] as [string, string][]),
  );
  const page = [
    '<!-- Written from doc comments: npx vitest run --project node scripts/optimizers-page.test.ts -u -->',
    '',
    '# Optimizers',
    '',
    'Each is held to the numbers of its reference in float64. Its source has the formula, the options with their ranges,',
    'and where it differs from others of its name.',
    '',
    '| optimizer | what it is | published in |',
    '| --- | --- | --- |',
    ...names.map(([name, title]) => rowOf(entryOf(sources, name, title))),
    '',
  ];
  await expect(page.join('\n')).toMatchFileSnapshot('../docs/optimizers.md');
});
