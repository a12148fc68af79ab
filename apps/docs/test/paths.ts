import { readdirSync } from 'node:fs';

/** Addresses of all pages of a built site, by its files. */
export function pathsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && file !== '404.html')
    .map((file) => `/${file.replaceAll('\\', '/').replace(/(index)?\.html$/, '')}`)
    .sort();
}

/** Optimizers whose pages stand for those of all: the usual one, the widest formula, and the one without a rule. */
const optimizers = ['adamw', 'soap', 'lbfgs'];

/** Documents of the repository whose pages stand for those of all: the widest tables, and the most code. */
const documents = ['coming-from-optax', 'adding-an-optimizer'];

/** The page of the reference that stands for all: the one with the widest code. */
const references = ['core'];

/** Pages of each kind: of those that are written alike from one pattern, a few. */
export const kindsOf = (paths: readonly string[]): string[] =>
  paths.filter((path) => {
    const [, folder, name = ''] = /\/(optimizers|guide|api)\/([\w-]+)$/.exec(path) ?? [];
    if (folder === 'optimizers') return optimizers.includes(name);
    if (folder === 'api') return references.includes(name);
    return (
      folder !== 'guide' ||
      !/^(coming-from|adding)-|^performance$/.test(name) ||
      documents.includes(name)
    );
  });
