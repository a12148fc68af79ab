import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../sources.js';

const folder = join(root, 'apps/docs/.vitepress/cache');

/** What pages are made of: the packages, and what writes of them. */
const made = [join(root, 'packages'), join(root, 'apps/docs/generate')];

/** What was made of the sources as they are now: by an earlier build, for another language, or made by this call. */
export function cached<Value>(name: string, make: () => Value): Value {
  const path = join(folder, `${name}-${fingerprint()}.json`);
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Value;
  } catch {
    const value = make();
    mkdirSync(folder, { recursive: true });
    // Written beside and moved: another build never reads half of it.
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(value));
    renameSync(`${path}.${process.pid}`, path);
    return value;
  }
}

/** Changes with every change of a source. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of made.flatMap(sourcesBelow)) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

const sourcesBelow = (place: string): string[] =>
  readdirSync(place, { withFileTypes: true }).flatMap((one) => {
    const path = join(place, one.name);
    if (one.isDirectory()) {
      return ['node_modules', 'dist', 'golden'].includes(one.name) ? [] : sourcesBelow(path);
    }
    return /\.ts$|^package\.json$/.test(one.name) ? [path] : [];
  });
