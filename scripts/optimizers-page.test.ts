import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { LBFGS, optimizers } from '@nadir/optim';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = 'packages/optim/src';

/** The sources of `@nadir/optim`, by their base names. */
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => [basename(path, '.ts'), join(root, path)]),
);

/** The paragraphs of a class's doc comment. */
function commentOf(path: string, className: string): string[] {
  const text = readFileSync(path, 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const comments = source.statements
    .filter((one) => ts.isClassDeclaration(one) && one.name?.text === className)
    .flatMap((one) => ts.getJSDocCommentsAndTags(one).filter(ts.isJSDoc));
  const comment = ts.getTextOfJSDocComment(comments[0]?.comment) ?? '';
  const linked = comment.replace(/\{@link (\w+)\}/g, '`$1`');
  return linked.split('\n\n').map((paragraph) => paragraph.replace(/\s+/g, ' ').trim());
}

/** What an optimizer is, and where it was published, in the words of its doc comment. */
function rowOf(name: string, className: string): string {
  const path = sources.get(name) ?? expect.fail(`found no ${name}.ts below ${root}, expected one.`);
  const [summary, ...others] = commentOf(path, className);
  expect(summary, `the doc comment of ${className}`).toBeTruthy();
  const [, papers = ''] =
    others.map((one) => /^(?:Paper|Source)s?: (.*)/.exec(one)).find(Boolean) ?? [];
  return `| [\`${className}\`](${relative('docs', path)}) | ${summary} | ${papers} |`;
}

test('docs/optimizers.md lists every optimizer', async () => {
  const classes = Object.entries(optimizers).map(([name, { rule }]) => [name, rule.name] as const);
  // L-BFGS is an optimizer without a rule.
  const rows = [...classes, ['lbfgs', LBFGS.name] as const]
    .toSorted(([, one], [, other]) => one.localeCompare(other, 'en'))
    .map(([name, className]) => rowOf(name, className));
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
    ...rows,
    '',
  ];
  await expect(page.join('\n')).toMatchFileSnapshot('../docs/optimizers.md');
});
