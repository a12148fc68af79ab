import { basename } from 'node:path';
import { filesBelow, isArrayFile, isFolder } from '../../formats/find.js';
import { CliError, interruptedStatus } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { columnsOf } from '../../terminal/layout.js';
import { statusLine } from '../../terminal/status-line.js';
import { verifyArrayFile } from './array-file.js';
import { formatTotal, formatVerdict } from './report.js';
import { isRunFile, verifyRunFile } from './run-folder.js';
import { type Verdict, verdict } from './verdict.js';

/** Verifies files and folders, and returns the exit status. */
export async function verify(paths: readonly string[], json: boolean, io: Io): Promise<number> {
  const line = statusLine(io);
  const colors = colorsFor(io, io.stdout);
  const columns = columnsOf(io.stdout);
  const verdicts: Verdict[] = [];
  for (const path of paths) {
    for await (const one of verdictsOf(path, (file) => line.show(file))) {
      line.clear();
      if (io.signal.aborted) return interruptedStatus;
      verdicts.push(one);
      if (!json) io.stdout.write(formatVerdict(one, columns, colors));
    }
  }
  const ok = verdicts.every((one) => one.ok);
  io.stdout.write(
    json ? `${JSON.stringify({ ok, files: verdicts })}\n` : formatTotal(verdicts, colors),
  );
  return ok ? 0 : 1;
}

async function* verdictsOf(path: string, onFile: (path: string) => void): AsyncGenerator<Verdict> {
  const begun = await attempt(path, async () => {
    if (!(await isFolder(path))) return [path];
    return (await filesBelow(path)).filter(
      (file) => isArrayFile(basename(file)) || isRunFile(basename(file)),
    );
  });
  if ('problems' in begun) return yield begun;
  if (begun.length === 0) {
    yield verdict(path, 'the names in the folder', [
      'got a folder without checkpoints, models and arrays, expected some. Name another one.',
    ]);
  }
  for (const file of begun) {
    onFile(file);
    const name = basename(file);
    const found = await attempt(file, () =>
      isRunFile(name) ? verifyRunFile(file, begun) : verifyArrayFile(file),
    );
    yield found;
  }
}

/** What a function finds, or that the file system refuses. */
async function attempt<T>(path: string, find: () => Promise<T>): Promise<T | Verdict> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return verdict(path, 'whether it can be read', [error.message.slice(`${path}: `.length)]);
  }
}
