import { encodeNpy, encodeNpz } from '@nadir/train/arrays';
import { describe, expect, it } from 'vitest';
import { floats, safetensors, written } from '../../../test/array-files.js';
import { fakeIo, Recorder, temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { nadir, resultOf } from '../../../test/nadir.js';
import { widthOf } from '../../terminal/layout.js';

const weights = () =>
  temporaryFile(
    'net.safetensors',
    safetensors(
      {
        'dense.weight': floats([2, 2], 1, -2, 0.5, 0.25),
        'dense.bias': floats([3], Number.NaN, Infinity, 4),
        steps: { dtype: 'I64', shape: [], values: BigInt64Array.of(2000n) },
        packed: { dtype: 'F4', shape: [2, 2], values: Uint8Array.of(0x12, 0x34) },
      },
      { epoch: '3' },
    ),
  );

const linesAt = async (columns: number, args: readonly string[]) => {
  const { status, stdout } = await nadir(['inspect', ...args], {
    stdout: new Recorder(true, columns),
    env: { NO_COLOR: '1' },
  });
  expect(status).toBe(0);
  return stdout.split('\n');
};

describe('nadir inspect', () => {
  it('tells what is in a safetensors file', async () => {
    const file = weights();
    const lines = await linesAt(80, [file]);
    expect(lines.slice(lines.indexOf('') + 1)).toEqual([
      '  name          dtype  shape   size   min   max     mean',
      '  steps         I64    []       8 B  2000  2000     2000',
      '  dense.bias    F32    [3]     12 B     4     4        4',
      '    1 NaN, 1 infinite',
      '  dense.weight  F32    [2, 2]  16 B    -2     1  -0.0625',
      '  packed        F4     [2, 2]   2 B     –     –        –',
      '',
      '  4 arrays, 12 elements, 38 B',
      '  1 NaN, 1 infinite',
      '',
      '  metadata',
      '    epoch: 3',
      '',
      '',
    ]);
  });

  it('has all digits as JSON, and nothing else on the standard output', async () => {
    const file = weights();
    const { status, stdout } = await nadir(['inspect', file, '--json']);
    expect(status).toBe(0);
    const bias = { name: 'dense.bias', dtype: 'F32', shape: [3], bytes: 12, elements: 3 };
    expect(resultOf(stdout)).toMatchObject({
      unread: [],
      files: [
        {
          path: file,
          format: 'safetensors',
          metadata: { epoch: '3' },
          arrays: [
            { name: 'steps', min: 2000, mean: 2000 },
            { ...bias, nan: 1, infinite: 1, min: 4, max: 4, mean: 4 },
            { name: 'dense.weight', mean: -0.0625 },
            { name: 'packed', dtype: 'F4', bytes: 2 },
          ],
        },
      ],
    });
    expect(stdout.trimEnd()).not.toContain('\n');
  });

  it('reads no values when it is told so', async () => {
    const { stdout } = await nadir(['inspect', weights(), '--headers-only']);
    expect(stdout).toContain('dense.bias');
    expect(stdout).not.toMatch(/min|NaN|finite/);
  });

  it.each([60, 80])('fits into %d columns, wide characters too', async (columns) => {
    const long = Object.fromEntries(
      ['q', 'k', 'v'].map((part) => [
        `encoder.layers.11.self_attention.${part}_projection.weight`,
        floats([1, 2], 1, 2),
      ]),
    );
    const wide = { '符号化器.層.0.自己注意.射影.重み.とても長い名前': floats([1], 1) };
    const file = temporaryFile(
      'long.safetensors',
      safetensors({ ...long, ...wide }, { note: 'word '.repeat(80), blob: 'x'.repeat(250) }),
    );
    const lines = await linesAt(columns, [file]);
    // The path of the temporary folder is broken, too.
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const row =
      columns === 60
        ? /^ {4}F32 \[1, 2\], 8 B; 1 to 2, mean 1\.5$/
        : /F32 +\[1, 2\] +8 B +1 +2 +1\.5$/;
    expect(lines.filter((line) => row.test(line))).toHaveLength(3);
  });

  it('keeps the columns of a table below each other where names are wide', async () => {
    const file = temporaryFile(
      'wide.safetensors',
      safetensors({ 重み: floats([1], 1), w: floats([1], 2) }),
    );
    const rows = (await linesAt(80, [file])).filter((line) => line.includes('F32'));
    expect(rows.map((row) => widthOf(row.slice(0, row.indexOf('F32'))))).toEqual([8, 8]);
  });

  it('writes out control characters of names and texts', async () => {
    const hostile = { __proto__name: floats([1], 1), 'a\x1b[2J\x9b\u202e\n': floats([1], 1) };
    const file = temporaryFile(
      'h.safetensors',
      safetensors(hostile, { 'k\x07': '\x1b]0;title\x07' }),
    );
    const { stdout } = await nadir(['inspect', file]);
    expect(stdout).toContain('a\\u001b[2J\\u009b\\u202e\\u000a');
    expect(stdout).toContain('k\\u0007: \\u001b]0;title\\u0007');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
  });

  it('takes __proto__ for a name like any other', async () => {
    const arrays = Object.fromEntries([
      ['__proto__', floats([1], 1)],
      ['constructor', floats([1], 2)],
    ]);
    const file = temporaryFile('p.safetensors', safetensors(arrays));
    const { stdout } = await nadir(['inspect', file, '--json']);
    expect(stdout).toContain('"name":"__proto__"');
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });

  it('knows a file by its first bytes, whatever it is called', async () => {
    const array = { dtype: 'F16', shape: [2], values: Float32Array.of(1, 3) } as const;
    const npz = temporaryFile(
      'weights.safetensors',
      await encodeNpz({ a: array }, { compress: true }),
    );
    const npy = temporaryFile('noise.bin', encodeNpy(array));
    const { files } = resultOf((await nadir(['inspect', npz, npy, '--json'])).stdout) as {
      files: { format: string; arrays: object[] }[];
    };
    expect(files.map(({ format }) => format)).toEqual(['npz', 'npy']);
    expect(files[0]?.arrays).toEqual([
      {
        name: 'a',
        dtype: 'F16',
        shape: [2],
        bytes: 4,
        elements: 2,
        nan: 0,
        infinite: 0,
        min: 1,
        max: 3,
        mean: 2,
      },
    ]);
    expect(files[1]?.arrays).toMatchObject([{ name: 'noise.bin', mean: 2 }]);
  });

  it('reads a model.json with its weight files, quantized ones too', async () => {
    const folder = temporaryFolder();
    written(folder, 'a.bin', Uint8Array.of(0, 255, 128));
    written(folder, 'b.bin', new Uint8Array(Float32Array.of(7).buffer));
    const quantization = { dtype: 'uint8', scale: 0.5, min: -1 };
    const model = {
      format: 'layers-model',
      modelTopology: {},
      weightsManifest: [
        {
          paths: ['a.bin', 'b.bin'],
          weights: [
            { name: 'dense/kernel', shape: [3, 1], dtype: 'float32', quantization },
            { name: 'dense/bias', shape: [1], dtype: 'float32' },
          ],
        },
      ],
    };
    const file = written(folder, 'model.json', JSON.stringify(model));
    const { stdout } = await nadir(['inspect', file, '--json']);
    expect(resultOf(stdout).files).toMatchObject([
      {
        format: 'model.json',
        metadata: { format: 'layers-model' },
        arrays: [
          {
            name: 'dense/kernel',
            dtype: 'F32',
            stored: 'U8',
            bytes: 3,
            min: -1,
            max: 126.5,
            mean: 62.833333333333336,
          },
          { name: 'dense/bias', dtype: 'F32', min: 7 },
        ],
      },
    ]);
  });

  it('reads all such files of a folder, and says which it cannot read', async () => {
    const folder = temporaryFolder();
    written(folder, 'checkpoints/step-2.safetensors', safetensors({ w: floats([1], 2) }));
    written(folder, 'checkpoints/step-1.safetensors', 'no safetensors');
    written(folder, 'config.json', '{}');
    const { status, stdout, stderr } = await nadir(['inspect', folder]);
    expect(status).toBe(1);
    expect(stdout).toContain('step-2.safetensors');
    expect(stderr).toMatch(/step-1\.safetensors: got a text file, expected .*\n$/);
  });
});

it('nadir inspect stops when the user asks for it', async () => {
  const signal = AbortSignal.abort();
  const io = fakeIo({ signal });
  const { main } = await import('../../cli.js');
  expect(await main(['inspect', weights()], io)).toBe(130);
  expect(io.stdout.text).toBe('');
});
