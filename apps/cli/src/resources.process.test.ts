import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { safetensorsLayout } from '@nadir/core/safetensors';
import { decodeNpz, encodeNpz } from '@nadir/train/arrays';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { floats, safetensors, written } from '../test/array-files.js';
import { temporaryFolder } from '../test/fake-io.js';
import { buildProgram } from '../test/program.js';

let nadir: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  nadir = await buildProgram('modules');
});

const preloaded = (script: string, env: Record<string, string>) => ({
  env: { ...env, NODE_OPTIONS: `--import ${pathToFileURL(`apps/cli/test/${script}`)}` },
});

describe('help', () => {
  it.each([[[]], [['train']], [['compare']]])(
    'of %j loads no TensorFlow.js and no data',
    async (command) => {
      const file = join(temporaryFolder(), 'modules');
      const ended = await nadir(
        [...command, '--help'],
        preloaded('watch-process.mjs', { WATCH_MODULES: file }),
      ).ended;
      expect(ended).toMatchObject({ status: 0, stderr: '' });
      const loaded = readFileSync(file, 'utf8');
      expect(loaded).toContain('/cli.js');
      expect(loaded).not.toMatch(/@tensorflow|\/core\/src\/index\.js|packages\/problems/);
    },
  );
});

test('a file larger than the memory that is allowed is inspected', async () => {
  const folder = temporaryFolder();
  // With all laws 3 GiB; the limit is the same. The file is sparse: its values take no place on the disk.
  const rows = (import.meta.env.MODE === 'all-laws' ? 3 * 2 ** 30 : 320 * 2 ** 20) / 4096;
  const path = join(folder, 'large.safetensors');
  const { header, bytes } = safetensorsLayout({ w: { dtype: 'F32', shape: [rows, 1024] } });
  const file = openSync(path, 'w');
  writeSync(file, header);
  closeSync(file);
  truncateSync(path, bytes);

  const memory = join(folder, 'memory');
  const { status, stdout } = await nadir(
    ['inspect', path],
    preloaded('watch-process.mjs', { WATCH_MEMORY: memory }),
  ).ended;
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`w +F32 +\\[${rows}, 1024\\] .* 0 +0 +0\\n`));
  expect(Number(readFileSync(memory, 'utf8'))).toBeLessThan(200e6);
}, 600_000);

test('a table larger than the memory that is allowed is trained on', async () => {
  const folder = temporaryFolder();
  // With all laws 1 GB in 700 MB. Features would take three times as much as the file.
  const [bytes, limit] = import.meta.env.MODE === 'all-laws' ? [1e9, 700e6] : [3e7, 350e6];
  const path = join(folder, 'large.csv');
  const names = Array.from({ length: 20 }, (_, i) => `x${i}`);
  const file = openSync(path, 'w');
  let size = writeSync(file, `${[...names, 'city', 'note', 'y'].join(',')}\n`);
  for (let row = 0; size < bytes; ) {
    const lines: string[] = [];
    for (const end = row + 1000; row < end; row++) {
      const numbers = names.map((_, i) => (((row * (2 * i + 3)) % 99_991) / 1000).toFixed(i % 7));
      lines.push(`${numbers},city ${(row * 7) % 501},note ${row},${row % 99_991 > 50_000}\n`);
    }
    size += writeSync(file, lines.join(''));
  }
  closeSync(file);

  const memory = join(folder, 'memory');
  const { status, stdout } = await nadir(
    [
      'train',
      '--data',
      path,
      '--target',
      'y',
      '--epochs',
      '1',
      '--json',
      '--out',
      join(folder, 'run'),
    ],
    preloaded('watch-process.mjs', { WATCH_MEMORY: memory }),
  ).ended;
  expect(status).toBe(0);
  expect(JSON.parse(stdout).test.accuracy).toBeGreaterThan(0.9);
  expect(Number(readFileSync(memory, 'utf8'))).toBeLessThan(limit);
}, 1_200_000);

describe('a file that is replaced by convert', () => {
  const weights = (value: number) => safetensors({ w: floats([1], value) });

  it('is the old one or the new one, whenever the program is killed', async () => {
    const folder = temporaryFolder();
    const from = written(folder, 'new.safetensors', weights(2));
    const old = await encodeNpz({ w: { dtype: 'F32', shape: [1], values: Float32Array.of(1) } });
    const values: number[] = [];
    for (let n = 1, isPast = false; !isPast; n++) {
      const to = written(folder, `${n}/old.npz`, old);
      const faults = preloaded('faults.mjs', { FAULT_KILL_AT: String(n) });
      const { signal } = await nadir(['convert', from, to, '--force'], faults).ended;
      isPast = signal === null;
      values.push((await decodeNpz(readFileSync(to))).w?.values[0] as number);
    }
    // The folder for what is not whole, the file, names, the new name, names again, and the end.
    expect(values.length).toBeGreaterThanOrEqual(6);
    expect(values).toEqual(values.toSorted());
    expect(new Set(values)).toEqual(new Set([1, 2]));
  });

  it('is no model with the weights of another, whenever the program is killed', async () => {
    const folder = temporaryFolder();
    const from = written(folder, 'new.safetensors', safetensors({ w: floats([2], 2, 2) }));
    const shard = 'group1-shard1of1.bin';
    const modelOf = (count: number) => {
      const weights = [{ name: 'w', shape: [count], dtype: 'float32' }];
      return JSON.stringify({ weightsManifest: [{ paths: [shard], weights }] });
    };
    const like = written(folder, 'like.json', modelOf(2));
    const states = new Set<string>();
    for (let n = 1, isPast = false; !isPast; n++) {
      const to = written(folder, `${n}/model.json`, modelOf(1));
      const bytes = written(folder, `${n}/${shard}`, new Uint8Array(4));
      const faults = preloaded('faults.mjs', { FAULT_KILL_AT: String(n) });
      const args = ['convert', from, to, '--force', '--like', like];
      const { signal } = await nadir(args, faults).ended;
      isPast = signal === null;
      const model = existsSync(to) ? readFileSync(to, 'utf8') : undefined;
      const count =
        model === undefined
          ? 'none'
          : String(JSON.parse(model).weightsManifest[0].weights[0].shape[0]);
      if (model !== undefined) expect(readFileSync(bytes)).toHaveLength(4 * Number(count));
      states.add(count);
    }
    expect([...states]).toEqual(['1', 'none', '2']);
  });

  it('is the old one where the disk is full', async () => {
    const folder = temporaryFolder();
    const from = written(folder, 'new.safetensors', weights(2));
    const to = written(folder, 'old.npz', 'old');
    const faults = preloaded('faults.mjs', { FAULT_FULL_BELOW: folder });
    const { status, stderr } = await nadir(['convert', from, to, '--force'], faults).ended;
    expect(status).toBe(1);
    expect(stderr).toBe(`${to}: got a full disk, expected a place to write to.\n`);
    expect(readFileSync(to, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['new.safetensors', 'old.npz']);
  });
});
