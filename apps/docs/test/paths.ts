import { readdirSync } from 'node:fs';

/** Addresses of all pages of a built site, by its files. */
export function pathsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && file !== '404.html')
    .map((file) => `/${file.replaceAll('\\', '/').replace(/(index)?\.html$/, '')}`)
    .sort();
}

/** The file of a page in the folder of a built site. */
export const fileOf = (path: string): string =>
  path.endsWith('/') ? `${path}index.html` : `${path}.html`;

export const isChinese = (path: string): boolean => path.startsWith('/zh/');

/** Of pages that are written alike from one pattern, the one that asks most of it. */
const patterns = [
  '/',
  '/learn/',
  '/learn/adam',
  '/guide/',
  '/guide/coming-from-optax',
  '/optimizers/',
  '/optimizers/soap',
  '/schedules',
  '/regularizers',
  '/device',
  '/api/',
  '/api/core-safetensors',
];

/** Pages with a figure of their own. */
const figures = /^\/learn\/.|^\/optimizers\/lbfgs$/;

/**
 * Whether a page is opened in a browser for all that are like it: one of each pattern in both languages, and one with each
 * figure. The playground has tests of its own.
 */
export const standsForOthers = (path: string): boolean =>
  patterns.includes(isChinese(path) ? path.slice('/zh'.length) : path) || figures.test(path);
