import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withFailingFiles } from '../../test/failing-files.js';
import type { Logger } from '../index.js';
import { CheckpointFolder, csv, jsonLines, tensorBoard } from './index.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nadir-disk-'));
});
afterAll(() => rm(folder, { recursive: true }));

const place = () => mkdtemp(join(folder, 'run-'));
const bytesOf = (value: number) => Buffer.alloc(200_000, value);
const isWhole = async (store: CheckpointFolder, step: number) =>
  bytesOf(step).equals(await store.read(`step-${step}`));

const codes = [
  ['ENOSPC', 'got a full disk for '],
  ['EACCES', 'got no permission for '],
  ['EROFS', 'got a read-only file system for '],
  ['EIO', 'got EIO: as told for '],
] as const;

/** Runs something with a disk that fails at the first call, then at the second, and so on, until it does not fail. */
async function atEachCall(
  code: string,
  run: (after: number) => Promise<{ work(): Promise<void>; check(): Promise<void> }>,
): Promise<number> {
  for (let after = 0; ; after++) {
    const { work, check } = await run(after);
    const hasFailed = await withFailingFiles({ after, code }, work);
    await check();
    if (!hasFailed) return after;
  }
}

it.each([1, 3, 10, 30])(
  'a folder that is taken away while a checkpoint is written is made again, after %i turns',
  async (turns) => {
    const store = new CheckpointFolder(await place());
    await store.write('step-1', bytesOf(1));
    const writing = store.write('step-2', bytesOf(2));
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    await rename(store.path, `${store.path}-gone`);
    await writing;
    await store.write('step-3', bytesOf(3));
    expect(await store.list()).toContain('step-3');
    const there = (await store.list()).includes('step-2') ? store.path : `${store.path}-gone`;
    expect(await isWhole(new CheckpointFolder(there), 2)).toBe(true);
  },
);

describe.each(codes)('a disk that fails with %s', (code, message) => {
  it('at any call of a save leaves older checkpoints as they are, and no half of a new one', async () => {
    const calls = await atEachCall(code, async () => {
      const store = new CheckpointFolder(await place());
      await store.write('step-1', bytesOf(1));
      let error: unknown;
      return {
        async work() {
          await store.write('step-2', bytesOf(2)).catch((cause) => {
            error = cause;
          });
        },
        async check() {
          if (error !== undefined) {
            expect(error).toMatchObject({ code: 'NADIR_STATE', cause: { code } });
            expect((error as Error).message).toContain(`CheckpointFolder.write: ${message}`);
          }
          expect(await isWhole(store, 1)).toBe(true);
          if ((await store.list()).includes('step-2')) expect(await isWhole(store, 2)).toBe(true);
          await store.write('step-3', bytesOf(3));
          expect(await isWhole(store, 3)).toBe(true);
          expect((await readdir(store.path)).filter((name) => name.includes('unfinished'))).toEqual(
            [],
          );
        },
      };
    });
    expect(calls).toBeGreaterThan(7);
  });

  const progress = (step: number) => ({ step, epoch: 1, batch: step, seconds: 0.5 });

  async function writeLog(logger: Logger, from: number): Promise<void> {
    await logger.start({ learningRate: 0.1 }, progress(from));
    for (let step = from + 1; step <= 3; step++) {
      // The second record has a figure that the first does not.
      const figures: Record<string, number> = { loss: 1 / step };
      if (step > 1) Object.assign(figures, { constructor: step });
      await logger.log({ ...progress(step), kind: 'step', figures });
    }
    await logger.end('complete', progress(3));
  }

  it.each([
    ['jsonl', jsonLines, 'log'],
    ['csv', csv, 'log'],
  ] as const)(
    'at any call of a log as %s is told of, and the log goes on from whole lines',
    async (ending, makeLogger, where) => {
      const whole = join(await place(), `log.${ending}`);
      await writeLog(makeLogger(whole), 0);
      const calls = await atEachCall(code, async () => {
        const path = join(await place(), 'deep', `log.${ending}`);
        let error: unknown;
        return {
          async work() {
            await writeLog(makeLogger(path), 0).catch((cause) => {
              error = cause;
            });
          },
          async check() {
            if (error === undefined) return;
            expect(error).toMatchObject({ code: 'NADIR_STATE', cause: { code } });
            expect((error as Error).message).toContain(`${where}: ${message}${path}`);
            await writeLog(makeLogger(path), 1).catch(() => {});
            const lines = (await readFile(path, 'utf8')).split('\n');
            const expected = (await readFile(whole, 'utf8')).split('\n');
            // Steps that were lost with the disk aside, the log is that of a disk that works.
            expect(lines.slice(-3)).toEqual(expected.slice(-3));
          },
        };
      });
      expect(calls).toBeGreaterThan(4);
    },
  );

  it('at any call of TensorBoard is told of', async () => {
    const calls = await atEachCall(code, async () => {
      const path = await place();
      let error: unknown;
      return {
        async work() {
          await writeLog(tensorBoard(path), 0).catch((cause) => {
            error = cause;
          });
        },
        async check() {
          if (error !== undefined)
            expect((error as Error).message).toContain(`tensorBoard: ${message}${path}`);
        },
      };
    });
    expect(calls).toBeGreaterThan(4);
  });
});

describe('a folder that is deleted while a training runs', () => {
  it('is made again for the next checkpoint', async () => {
    const store = new CheckpointFolder(await place());
    await store.write('step-1', bytesOf(1));
    await rm(store.path, { recursive: true });
    expect(await store.list()).toEqual([]);
    await store.write('step-2', bytesOf(2));
    expect(await store.list()).toEqual(['step-2']);
  });

  it('is told of by a log', async () => {
    const path = join(await place(), 'run', 'log.jsonl');
    const logger = jsonLines(path);
    await logger.start({}, { step: 0, epoch: 0, batch: 0, seconds: 0 });
    await rm(join(path, '..'), { recursive: true });
    await expect(
      logger.end('complete', { step: 1, epoch: 1, batch: 1, seconds: 1 }),
    ).rejects.toThrow(
      `log: got no such file or folder for ${path}, expected it where it was. Do not remove it while training.`,
    );
  });
});
