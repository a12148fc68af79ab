import { readFileSync } from 'node:fs';
import type { Recorded } from './page.js';

type File = Record<
  'torch' | 'optax',
  { version: string; names: Record<string, [name: string, value?: unknown][]> }
>;

const file = JSON.parse(
  readFileSync(new URL('../recorded/names.json', import.meta.url), 'utf8'),
) as File;

/** What was recorded of a library. */
export function recorded(library: keyof File): Recorded {
  return new Map(
    Object.entries(file[library].names).map(([name, options]) => [
      name,
      options.map(([name, ...value]) =>
        value.length > 0 ? { name, default: value[0] } : { name },
      ),
    ]),
  );
}

/** The version that it was recorded of. */
export function versionOf(library: keyof File): string {
  return file[library].version;
}
