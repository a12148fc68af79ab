import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { encodeCheckpoint } from '@nadir/train';
import { encodeNpy, encodeNpz } from '@nadir/train/arrays';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { floats, safetensors, written } from '../../../test/array-files.js';
import { Recorder, temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { nadir, resultOf } from '../../../test/nadir.js';
import { widthOf } from '../../terminal/layout.js';
import type { Verdict } from './verdict.js';

beforeAll(() => tf.setBackend('cpu'));

const verdictsOf = async (...paths: string[]) => {
  const { status, stdout } = await nadir(['verify', ...paths, '--json']);
  const { ok, files } = resultOf(stdout) as { ok: boolean; files: Verdict[] };
  expect(status).toBe(ok ? 0 : 1);
  return files;
};

const checkpoint = async () => {
  const tensors = { a: tf.tensor1d([1, 2]), b: tf.tensor1d([3, 4]) };
  const bytes = await encodeCheckpoint({ tensors, metadata: {} });
  tf.dispose(tensors);
  return Buffer.from(bytes);
};

const array = { dtype: 'I32', shape: [3], values: Int32Array.of(1, 2, 3) } as const;

/** A folder as a training leaves it. */
async function runFolder(): Promise<string> {
  const folder = temporaryFolder();
  written(folder, 'config.json', '{"format": "nadir-run"}\n');
  written(folder, 'metrics.jsonl', '{"epoch":1}\n{"epoch":2}\n');
  written(folder, 'model.safetensors', safetensors({ w: floats([1], 1) }));
  written(folder, 'report.svg', '<svg/>');
  written(folder, 'checkpoints/step-000000002.safetensors', await checkpoint());
  return folder;
}

describe('nadir verify', () => {
  it('finds a run folder whole, and says what was compared', async () => {
    const folder = await runFolder();
    const { status, stdout } = await nadir(['verify', folder], {
      stdout: new Recorder(false, 200),
    });
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      `  ✓ ${join(folder, 'checkpoints/step-000000002.safetensors')}  SHA-256 sums of every tensor and the header`,
      `  ✓ ${join(folder, 'config.json')}  JSON, and the files that belong to it`,
      `  ✓ ${join(folder, 'metrics.jsonl')}  the JSON of every line`,
      `  ✓ ${join(folder, 'model.safetensors')}  header and sizes; the file has no sums`,
      '',
      '  All 4 files are whole.',
      '',
    ]);
  });

  it('names every tensor of a checkpoint that is damaged', async () => {
    const bytes = await checkpoint();
    bytes[bytes.length - 1] = 9;
    bytes[bytes.length - 9] = 9;
    const [found] = await verdictsOf(temporaryFile('step-1.safetensors', bytes));
    expect(found?.problems).toEqual([
      expect.stringContaining('other bytes in the tensor "a" than'),
      expect.stringContaining('other bytes in the tensor "b" than'),
    ]);
  });

  it('names every array of an archive that is damaged', async () => {
    const bytes = Buffer.from(await encodeNpz({ a: array, b: array, c: array }));
    const at = (name: string) => bytes.indexOf(`${name}.npy`) + 5 + 128;
    bytes[at('a')] = 77;
    bytes[at('c')] = 77;
    const [found] = await verdictsOf(temporaryFile('arrays.npz', bytes));
    expect(found?.problems).toEqual([
      expect.stringMatching(/^npz "a": got a damaged archive/),
      expect.stringMatching(/^npz "c": got a damaged archive/),
    ]);
  });

  it('names every weight file of a model that is missing or of another size', async () => {
    const folder = temporaryFolder();
    const weights = [{ name: 'w', shape: [2], dtype: 'float32' }];
    written(folder, 'short.bin', new Uint8Array(7));
    written(folder, 'long.bin', new Uint8Array(9));
    written(folder, 'right.bin', new Uint8Array(8));
    const groups = ['short.bin', 'gone.bin', 'long.bin', 'right.bin'];
    const weightsManifest = groups.map((path) => ({ paths: [path], weights }));
    const file = written(folder, 'model.json', JSON.stringify({ weightsManifest }));
    const [found] = await verdictsOf(file);
    expect(found?.problems).toEqual([
      expect.stringContaining('got 7 bytes for "w" float32 [2], expected 8'),
      expect.stringContaining('got nothing there at "gone.bin"'),
      expect.stringContaining('got 9 bytes of weights, expected 8'),
    ]);
  });

  it('finds what a run folder lacks', async () => {
    const folder = temporaryFolder();
    written(folder, 'config.json', '{"format": "nadir-run"}');
    written(folder, 'metrics.jsonl', '{"epoch":1}\n{"epo');
    written(folder, 'other/metrics.jsonl', '{"epoch":1}');
    written(folder, 'other/config.json', '{"format": ');
    const problems = (await verdictsOf(folder)).map((one) => one.problems);
    expect(problems).toEqual([
      [expect.stringContaining('got no model.safetensors beside it')],
      [expect.stringContaining('got line 2 that is no JSON')],
      [expect.stringContaining('got text that is no JSON')],
      [expect.stringContaining('got a last line without its end')],
    ]);
  });

  it('finds a training whole that was killed while it wrote', async () => {
    const folder = temporaryFolder();
    written(folder, 'training/config.json', '{"format": "nadir-run"}');
    written(folder, 'training/metrics.jsonl', '{"epoch":1}\n{"epo');
    written(folder, 'training/step-000000001.safetensors', await checkpoint());
    written(folder, 'training/step-000000002.safetensors.x.unfinished', 'half');
    expect((await verdictsOf(folder)).map(({ ok }) => ok)).toEqual([true, true, true, true]);
  });

  it.each<[string, string | Uint8Array, string]>([
    [
      'model.safetensors',
      safetensors({ w: floats([2], 1, 2) }).subarray(0, -3),
      'the offsets [0,8] for "w"',
    ],
    ['model.safetensors', '', 'got an empty file'],
    ['notes.txt', 'some text', 'got a text file'],
    ['one.npy', encodeNpy(array).subarray(0, -1), 'got 11 bytes of values, expected 12'],
    ['all.npz', Buffer.from('PK\x03\x04 and nothing more'), 'npz: got a damaged archive'],
  ])('finds a damaged %s', async (name, content, message) => {
    const file = temporaryFile(name, content);
    const [found] = await verdictsOf(file);
    expect(found).toMatchObject({
      path: file,
      ok: false,
      problems: [expect.stringContaining(message)],
    });
  });

  it('goes on after a path where nothing is', async () => {
    const whole = temporaryFile('one.npy', encodeNpy(array));
    const files = await verdictsOf('nowhere', temporaryFolder(), whole);
    expect(files.map(({ ok, problems }) => [ok, ...problems])).toEqual([
      [false, 'got nothing there, expected a file or a folder.'],
      [false, expect.stringContaining('got a folder without checkpoints')],
      [true],
    ]);
  });

  it('follows no link to a folder, so that a circle ends', async () => {
    const folder = await runFolder();
    symlinkSync(folder, join(folder, 'latest'), 'junction');
    expect(await verdictsOf(folder)).toHaveLength(4);
  });

  it.each([60, 80])('fits into %d columns', async (columns) => {
    const bytes = await checkpoint();
    bytes[bytes.length - 1] = 9;
    const file = temporaryFile(`${'a long name '.repeat(6)}.safetensors`, bytes);
    const { stdout } = await nadir(['verify', file], { stdout: new Recorder(false, columns) });
    for (const line of stdout.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('asks for a file', async () => {
    expect(await nadir(['verify'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('got no file'),
    });
  });
});
