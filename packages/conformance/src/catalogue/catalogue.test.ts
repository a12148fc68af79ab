import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { optimizers } from '@nadir/optim';
import { describe, expect, it } from 'vitest';
import { catalogue } from './index.js';

const namesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' })
    .flatMap((path) => pattern.exec(basename(path))?.[1] ?? [])
    .sort();

const packages = ['../../../optim/src/', '../../../integration/src/optimizer/'];
const names = Object.keys(optimizers).sort();

describe('the catalogue', () => {
  it('has an entry, a source, a test and a golden file for each optimizer', () => {
    expect(names.length).toBeGreaterThan(0);
    expect(catalogue.map(({ name }) => name).sort(), 'entries').toEqual(names);
    for (const { name, rule } of catalogue) expect(optimizers[name]?.rule, name).toBe(rule);
    const all = (pattern: RegExp) => packages.flatMap((folder) => namesIn(folder, pattern));
    expect(all(/^([^.]+)\.ts$/), 'sources').toEqual(expect.arrayContaining(names));
    expect(all(/^([^.]+)\.test\.ts$/), 'tests').toEqual(expect.arrayContaining(names));
    const golden = namesIn('../../golden/', /^([^.]+)\.json$/);
    expect(golden, 'golden files').toEqual(expect.arrayContaining(names));
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
