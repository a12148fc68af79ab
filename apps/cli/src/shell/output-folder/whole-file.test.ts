import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { WholeFile, writeWhole } from './whole-file.js';

it('has its name when it is whole, and not before', () => {
  const path = temporaryFile('rows.csv', 'old');
  const file = new WholeFile(path);
  file.write('a,');
  file.write(Uint8Array.of(0x62));
  expect(readFileSync(path, 'utf8')).toBe('old');
  file.finish();
  expect(readFileSync(path, 'utf8')).toBe('a,b');
  expect(readdirSync(dirname(path))).toEqual(['rows.csv']);
});

it('leaves what was there when it is discarded, or cannot get its name', () => {
  const path = temporaryFile('rows.csv', 'old');
  const file = new WholeFile(path);
  file.write('new');
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe('old');
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken', 'inner'), { recursive: true });
  expect(() => writeWhole(join(folder, 'taken'), 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['taken']);
});
