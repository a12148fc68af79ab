import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../sources.js';

/** What users may import, as one page of the reference. */
export interface EntryPoint {
  /** `@nadir/optim/schedules`. */
  readonly specifier: string;
  /** The name of its page: `optim-schedules`. */
  readonly slug: string;
  /** The source, from the root of the repository. */
  readonly path: string;
  /** What `package.json` says of the package. */
  readonly description: string;
}

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly '@nadir/source': string }>>;
}

/** What packages import of each other, and nobody else. */
const internal = './internal';

/** The packages, those first that most users meet first. */
const order = ['core', 'optim', 'nn', 'train', 'problems', 'backend-'];

/** Every entry point that exports something of the packages that are published, in the order of their pages. */
export function readEntryPoints(): EntryPoint[] {
  const rank = (folder: string) => {
    const place = order.findIndex((start) => folder.startsWith(start));
    return place < 0 ? order.length : place;
  };
  return readdirSync(join(root, 'packages'))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .flatMap(entriesOf);
}

function entriesOf(folder: string): EntryPoint[] {
  const text = readFileSync(join(root, 'packages', folder, 'package.json'), 'utf8');
  const { name, description, private: isPrivate, exports = {} } = JSON.parse(text) as Manifest;
  if (isPrivate) return [];
  return Object.entries(exports).flatMap(([key, target]) => {
    if (key === internal || typeof target === 'string') return [];
    const specifier = name + key.slice(1);
    const path = join('packages', folder, target['@nadir/source']).replaceAll('\\', '/');
    const slug = specifier.replace('@nadir/', '').replaceAll('/', '-');
    // One without exports is imported for its effect.
    return /^export /m.test(readFileSync(join(root, path), 'utf8'))
      ? [{ specifier, slug, path, description }]
      : [];
  });
}
