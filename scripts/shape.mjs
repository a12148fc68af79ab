// Prints how long files are and how full folders are, and fails where a limit is passed.
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { fileURLToPath } from 'node:url';

const limits = { medianLines: 60, lines: 300, filesInFolder: 25 };

/** Sources that no limit is for, each with the reason. */
const leftOut = [
  [
    /^(packages|apps)\/[^/]+\/golden\//,
    'numbers of other libraries, and the scripts that record them',
  ],
  [/^packages\/conformance\/src\/programs\/recorded-[^/]+\.ts$/, 'recorded numbers'],
  [/^packages\/problems\/src\/datasets\/digits-data\.ts$/, 'the images of digits, packed'],
];

/**
 * What is beyond a limit, each in a line, and the shape of the whole in the first one.
 *
 * @param {readonly { readonly path: string, readonly lines: number }[]} files
 * @returns {{ summary: string, breaches: string[] }}
 */
export function shapeOf(files) {
  const unused = leftOut.filter(([pattern]) => !files.some(({ path }) => pattern.test(path)));
  const counted = files.filter(({ path }) => !leftOut.some(([pattern]) => pattern.test(path)));
  const byLength = counted.toSorted((a, b) => b.lines - a.lines);
  const median = byLength[Math.floor(byLength.length / 2)]?.lines ?? 0;
  const folders = new Map();
  for (const { path } of counted) {
    if (/\.test\.ts$/.test(path)) continue;
    folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
  }
  const byFill = [...folders].sort(([, a], [, b]) => b - a);
  return {
    summary:
      `${counted.length} source files; median ${median} lines, longest ${byLength[0]?.lines ?? 0}; ` +
      `fullest folder ${byFill[0]?.[1] ?? 0} files beside its tests`,
    breaches: [
      ...(median > limits.medianLines
        ? [`median: got ${median} lines, expected at most ${limits.medianLines}`]
        : []),
      ...byLength
        .filter(({ lines }) => lines > limits.lines)
        .map(({ path, lines }) => `${path}: got ${lines} lines, expected at most ${limits.lines}`),
      ...byFill
        .filter(([, count]) => count > limits.filesInFolder)
        .map(
          ([folder, count]) =>
            `${folder}/: got ${count} files beside its tests, expected at most ${limits.filesInFolder}`,
        ),
      ...unused.map(([pattern, reason]) => `${pattern} (${reason}): got no file, expected one`),
    ],
  };
}

function main() {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard'];
  const { stdout, error } = spawnSync('git', args, { encoding: 'utf8' });
  if (error) throw error;
  const deleted = spawnSync('git', ['ls-files', '--deleted'], { encoding: 'utf8' }).stdout;
  const gone = new Set(deleted.split('\n'));
  const files = stdout
    .split('\n')
    .filter((path) => /\.(ts|mts|mjs|js|py)$/.test(path) && !gone.has(path))
    .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }));
  const { summary, breaches } = shapeOf(files);
  console.log([summary, ...breaches].join('\n'));
  if (breaches.length > 0) process.exitCode = 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main();
