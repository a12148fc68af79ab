import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { ownFolder } from '../../machine/packages.js';
import { failure, reasonOf, usageError } from '../../shell/errors.js';
import { makeFolder } from '../../shell/output-folder/make-folder.js';
import { isUnfinished, replaceFiles, settle } from '../../shell/output-folder/replace.js';
import { printable } from '../../terminal/layout.js';
import { type ProjectKind, packageJson } from './package-json.js';

/** npm leaves a file of this name out of packages, so none can lie among the templates. */
const ignored = 'node_modules\ncheckpoints\ndist\n';

/**
 * Writes a project into a new or empty folder: all of its files, or none.
 *
 * @returns The names of the files.
 * @throws {@link CliError} with status 2 when there is something in the folder, 1 when it cannot be written.
 */
export function writeProject(folder: string, kind: ProjectKind): string[] {
  const templates = join(ownFolder, 'templates', kind);
  const contents = new Map<string, string[]>([
    ['package.json', [packageJson(kind, basename(resolve(folder)))]],
    ['.gitignore', [ignored]],
    ...readdirSync(templates).map((name): [string, string[]] => [
      name,
      [readFileSync(join(templates, name), 'utf8')],
    ]),
  ]);
  const isNew = !existsSync(folder);
  try {
    if (!isNew) refuseFiles(folder);
    makeFolder(folder);
    replaceFiles(folder, contents);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    if (isNew) removeEmpty(folder);
    throw failure(
      `${printable(folder)}: got ${reasonOf(error)}, expected a folder to write to. Choose another one.`,
      error,
    );
  }
  return [...contents.keys()];
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It was not made, or somebody has put something into it.
  }
}

function refuseFiles(folder: string): void {
  settle(folder);
  const [first, ...more] = readdirSync(folder).filter((name) => !isUnfinished(name));
  if (first === undefined) return;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  throw usageError(
    `${printable(folder)}: got ${printable(first)}${others} in it, expected a new or empty folder. Write nadir init my-model.`,
  );
}
