import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as entryPoint from './index.js';

const folders = ['averaging', 'combine', 'cyclic', 'decay', 'warmup', 'whole-run'];

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Each schedule by the path of its file, without `.ts`. */
const paths = folders.flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => `${folder}/${file.replace('.ts', '')}`),
);

const camelCase = (path: string) =>
  path.replace(/.*\//, '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

describe.each(paths.map((path) => [camelCase(path), path] as const))('%s', (name, path) => {
  it('is what its file is called, and is exported', () => {
    expect(entryPoint).toHaveProperty(name, expect.any(Function));
    expect(read('all-schedules.ts')).toContain(`'./${path}.js'`);
  });

  it('has a test, which restores it from its config', () => {
    expect(read(`${path}.test.ts`)).toContain('expectRestored(');
  });
});

it('stands in its own folder, and no folder has more than 25 files', () => {
  const exported = [...read('all-schedules.ts').matchAll(/'\.\/(.*)\.js'/g)].map(
    ([, path]) => path,
  );
  expect(exported).toEqual(paths.toSorted());
  const counts = folders.map((folder) => paths.filter((path) => path.startsWith(`${folder}/`)));
  for (const files of counts) expect(files.length).toBeLessThanOrEqual(25);
});
