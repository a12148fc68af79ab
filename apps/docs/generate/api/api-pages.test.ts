import { expect, test } from 'vitest';
import { apiPages } from './api-pages.js';
import { readEntryPoints } from './entry-points.js';

const pages = new Map(apiPages('en').map(({ params, content }) => [params.entry, content]));
const pageOf = (entry: string) => pages.get(entry) ?? '';
const sectionOf = (entry: string, name: string) =>
  pageOf(entry)
    .split(/^(?=###? )/m)
    .find((section) => section.startsWith(`### ${name} `)) ?? '';

test('every entry point has a page, and stands on the first', () => {
  const entries = readEntryPoints();
  expect([...pages.keys()]).toEqual(['index', ...entries.map(({ slug }) => slug)]);
  for (const { specifier, slug } of entries) {
    expect(pageOf('index')).toContain(`[${specifier}](./${slug})`);
    expect(pageOf(slug)).toMatch(new RegExp(`^# ${specifier}$`, 'm'));
  }
  expect(pages.has('core-internal')).toBe(false);
});

test('every name is told what it is for, how it is written and where it stands', () => {
  for (const [entry, page] of pages) {
    for (const section of page.split(/^(?=###? )/m).filter((one) => one.startsWith('### '))) {
      const [name = ''] = section.split('\n');
      const [, first = '', code = ''] = section.split(/\n\n/);
      expect(first, `${entry}: ${name}`).toMatch(/^\S/);
      expect(first, `${entry}: ${name}`).not.toMatch(/^```/);
      expect(section).toContain('```ts\n');
      expect(section).toContain('](https://github.com/nadir-js/nadir/blob/main/packages/');
      expect(`${first}${code}`).not.toMatch(/: (?:any|undefined);|\[object/);
    }
  }
});

test('a class has what it inherits from those that nobody can import, and no more', () => {
  const base = sectionOf('core', 'Optimizer');
  expect(base).toContain('\n  step(loss: () => Scalar): Scalar;\n');
  expect(base).toContain('\n  stateDict(): StateDict;\n');
  // It can be set too.
  expect(base).toContain('\n  learningRate: Numeric | undefined;\n');
  expect(base).not.toMatch(/#roster|iterations_| saving:/);
  const adamw = sectionOf('optim', 'AdamW');
  expect(adamw).toContain('class AdamW extends RuleOptimizer<AdamWOptions>');
  expect(adamw).not.toContain('step(loss');
  expect(adamw).toContain('](../optimizers/adamw)');
});

test('constants that are functions are written as functions, with what they throw', () => {
  const cosine = sectionOf('optim-schedules', 'cosine');
  expect(cosine).toContain('function cosine(options: CosineOptions): NamedSchedule;');
  expect(cosine).toMatch(/^Throws \[`OptionError`\]\(\.\/core#OptionError\) when /m);
});

test('links in comments lead to sections', () => {
  for (const [entry, page] of pages) {
    for (const [, slug = '', name] of page.matchAll(/\]\((?:\.\/([\w-]+))?#(\w+)\)/g)) {
      expect(
        sectionOf(slug || entry, name as string),
        `${entry} leads to ${slug}#${name}`,
      ).not.toBe('');
    }
  }
});
