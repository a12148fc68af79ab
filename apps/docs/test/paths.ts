import { readdirSync } from 'node:fs';
import { dirname } from 'node:path/posix';

/** Addresses of all pages of a built site, by its files. */
export function pathsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html') && file !== '404.html')
    .map((file) => `/${file.replaceAll('\\', '/').replace(/(index)?\.html$/, '')}`)
    .sort();
}

/** Pages of one folder that come from one template are many, and one of them is looked at for all. */
const many = 12;

/** One page of each kind. */
export function kindsOf(paths: readonly string[]): string[] {
  return paths.filter((path) => {
    const folder = paths.filter((other) => dirname(other) === dirname(path));
    return folder.length <= many || folder[0] === path;
  });
}
