import { main } from '../src/cli.js';
import type { Io } from '../src/shell/io.js';
import { fakeIo, temporaryFile } from './fake-io.js';

/** Runs the command and returns its exit status and what it wrote. */
export async function nadir(args: readonly string[], world: Partial<Io> = {}) {
  const io = fakeIo(world);
  const status = await main(args, io);
  return { status, stdout: io.stdout.text, stderr: io.stderr.text };
}

/** What `--json` has printed. */
export const resultOf = (stdout: string) => JSON.parse(stdout) as Record<string, unknown>;

/** 60 flowers: the kind follows from the length, the weight is 3 · length + 1. */
export const flowers = () =>
  temporaryFile(
    'flowers.csv',
    ['length,kind,weight']
      .concat(
        Array.from({ length: 60 }, (_, i) => {
          const length = 100 + 7 * ((i * 13) % 60);
          return `${length},${length > 300 ? 'rose' : '"lily, white"'},${3 * length + 1.5}`;
        }),
      )
      .join('\n'),
  );
