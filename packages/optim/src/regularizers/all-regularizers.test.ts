import { readdirSync, readFileSync } from 'node:fs';
import { isRegistered } from '@nadir/core/internal';
import { describe, expect, it } from 'vitest';
import * as regularizers from './all-regularizers.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

const camelCase = (file: string) =>
  file.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The names that files register, each that of its file. What they are made with registers none. */
const registered = ['constraints', 'penalties'].flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => read(`${folder}/${file}`).includes('registerRegularizer('))
    .map((file) => camelCase(file.replace('.ts', ''))),
);

it('exports what registers itself', () => {
  expect(Object.keys(regularizers).toSorted()).toEqual(registered.toSorted());
});

describe.each(Object.keys(regularizers))('%s', (name) => {
  it('is registered under its name', () => {
    expect(isRegistered('regularizer', name)).toBe(true);
  });
});
