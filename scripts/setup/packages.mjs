// Tells whether node_modules has the packages of package-lock.json.
import { existsSync, readFileSync } from 'node:fs';

export function packagesHere() {
  // npm writes down what it has put into node_modules.
  const installed = 'node_modules/.package-lock.json';
  return existsSync(installed) && covers(entriesOf(installed), entriesOf('package-lock.json'));
}

const entriesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

export function covers(installed, wanted) {
  return Object.entries(wanted)
    .filter(([path, { optional }]) => path.startsWith('node_modules/') && !optional)
    .every(([path, { version }]) => path in installed && installed[path].version === version);
}
