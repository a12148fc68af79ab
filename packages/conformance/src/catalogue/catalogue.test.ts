import { readdirSync } from 'node:fs';
import { rules } from '@nadir/core';
import { describe, expect, it } from 'vitest';
import { catalogue } from './index.js';

const namesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(new URL(folder, import.meta.url))
    .flatMap((file) => pattern.exec(file)?.[1] ?? [])
    .sort();

const optimizers = '../../../core/src/optimizers/';
const sources = namesIn(optimizers, /^([^.]+)\.ts$/).filter((name) => name !== 'index');

describe('the catalogue', () => {
  it('has an entry, a source, a test and a golden file for each optimizer', () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(catalogue.map(({ name }) => name).sort(), 'entries').toEqual(sources);
    for (const { name, rule } of catalogue) expect(rules[name], name).toBe(rule);
    expect(namesIn(optimizers, /^([^.]+)\.test\.ts$/), 'tests').toEqual(sources);
    const golden = namesIn('../../golden/', /^([^.]+)\.json$/);
    expect(golden, 'golden files').toEqual(expect.arrayContaining(sources));
  });

  it.each(catalogue)(
    'covers each option of $name with a value that is not the default',
    (entry) => {
      const { rule, optionSets } = entry;
      expect(optionSets[0]).toEqual({});
      const left = Object.keys(rule.defaults).filter((option) =>
        optionSets.every((set) => (set[option] ?? rule.defaults[option]) === rule.defaults[option]),
      );
      expect(left).toEqual([]);
      const unknown = optionSets
        .flatMap(Object.keys)
        .filter((option) => !(option in rule.defaults));
      expect(unknown).toEqual([]);
    },
  );

  it.each(catalogue)('refuses a value of each option of $name', ({ rule, refused }) => {
    const tried = refused.flatMap(([options]) => Object.keys(options));
    expect(Object.keys(rule.defaults).filter((option) => !tried.includes(option))).toEqual([]);
  });
});
