import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSafetensors } from '@nadir/core/safetensors';
import { decodeNpz, encodeNpz } from '@nadir/train/arrays';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { floats, safetensors } from '../../../test/array-files.js';
import { conversions } from '../../../test/conversions.js';
import { nadir } from '../../../test/nadir.js';

beforeAll(() => tf.setBackend('cpu'));

const { at, file, convert, refused } = conversions();

describe('nadir convert replaces a file', () => {
  it('only when it is told to', async () => {
    const from = file('a.safetensors', safetensors({ w: floats([1], 1) }));
    const to = file('a.npz', 'mine');
    expect(await refused(2, from, to)).toBe(
      `nadir convert: got ${to}, which is there, expected a new name. Give --force to replace it.\n`,
    );
    expect(readFileSync(to, 'utf8')).toBe('mine');
    await convert(from, to, '--force');
    expect(Object.keys(await decodeNpz(readFileSync(to)))).toEqual(['w']);
    expect(readdirSync(at()).sort()).toEqual(['a.npz', 'a.safetensors']);
  });

  it('by itself under other names', async () => {
    const from = file('a.safetensors', safetensors({ 'out/kernel': floats([1, 2], 1, 2) }));
    await convert(from, from, '--names', 'pytorch', '--force');
    expect(Object.keys(decodeSafetensors(readFileSync(from)).tensors)).toEqual(['out.weight']);
  });

  it('not where the new one cannot be made', async () => {
    const bytes = Buffer.from(
      await encodeNpz({
        a: { dtype: 'I32', shape: [1], values: Int32Array.of(7) },
        b: { dtype: 'I32', shape: [1], values: Int32Array.of(7) },
      }),
    );
    // The value of the second array, after its name and its header.
    bytes[bytes.indexOf('b.npy') + 5 + 128] = 8;
    const to = file('a.safetensors', 'mine');
    expect(await refused(1, file('a.npz', bytes), to, '--force')).toContain(
      'npz "b": got a damaged archive',
    );
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });

  it('not when the user stops it', async () => {
    const from = file('a.safetensors', safetensors({ w: floats([1], 1) }));
    const ended = await nadir(['convert', from, at('b.safetensors')], {
      signal: AbortSignal.abort(),
    });
    expect(ended).toEqual({ status: 130, stdout: '', stderr: '' });
    expect(readdirSync(at())).toEqual(['a.safetensors']);
  });

  it('nor a weight file of another model', async () => {
    const weights = [{ name: 'w', shape: [1], dtype: 'float32' }];
    const like = file('like.json', JSON.stringify({ weightsManifest: [{ paths: [], weights }] }));
    const from = file('a.safetensors', safetensors({ w: floats([1], 1) }));
    const shard = file('group1-shard1of1.bin', 'of another');
    expect(await refused(2, from, at('model.json'), '--like', like)).toContain(
      `got ${shard}, which is there`,
    );
  });
});

describe('nadir convert refuses', () => {
  const weights = (name: string, shape: number[], dtype = 'float32') =>
    file(
      'like.json',
      JSON.stringify({ weightsManifest: [{ paths: [], weights: [{ name, shape, dtype }] }] }),
    );
  const single = () => file('a.safetensors', safetensors({ w: floats([2], 1, 2) }));

  it('an ending that it cannot write, and other wrong use', async () => {
    expect(await refused(2, single(), at('a.pt'))).toContain(
      'expected a name that ends in .safetensors, .npz or .json.',
    );
    expect(await refused(2, single())).toContain('got 1 word, expected two');
    expect(await refused(2, single(), at('b.npz'), '--names', 'torch')).toContain(
      '--names: got "torch", expected one of pytorch, tfjs.',
    );
    expect(await refused(2, single(), at('model.json'))).toContain(
      'Name a model.json of the same layers by --like.',
    );
  });

  it('a file that is none', async () => {
    expect(await refused(1, at('nowhere.npz'), at('b.npz'))).toContain(
      'nowhere.npz: got nothing there',
    );
    expect(await refused(1, at(), at('b.npz'))).toContain('got a folder, expected a file.');
    expect(await refused(1, file('empty.npz', ''), at('b.npz'))).toContain('got an empty file');
    expect(await refused(1, single(), at('model.json'), '--like', file('x.json', '[]'))).toContain(
      '--like: ',
    );
  });

  it('arrays that are not those of the model', async () => {
    const model = at('out/model.json');
    expect(await refused(1, single(), model, '--like', weights('v', [2]))).toContain(
      'got none for "v", and "w" beyond the model',
    );
    expect(await refused(1, single(), model, '--like', weights('w', [3]))).toContain(
      'got float32 [2] for "w", expected float32 [3]',
    );
    expect(await refused(1, single(), model, '--like', weights('w', [2], 'int32'))).toContain(
      'expected int32 [2]',
    );
  });

  it('numbers that the new format does not hold', async () => {
    const double = file(
      'd.safetensors',
      safetensors({ w: { dtype: 'F64', shape: [1], values: Float64Array.of(0.1) } }),
    );
    expect(await refused(1, double, at('model.json'), '--like', weights('w', [1]))).toContain(
      'd.safetensors: got F64 numbers in "w" that float32 does not hold',
    );
    const packed = file(
      'p.safetensors',
      safetensors({ w: { dtype: 'F4', shape: [2], values: new Uint8Array(1) } }),
    );
    expect(await refused(1, packed, at('p.npz'))).toContain(
      'p.safetensors: got the dtype F4 for "w", expected one whose numbers NumPy can hold',
    );
  });

  it('a name that the new format has for something else', async () => {
    const array = { dtype: 'U8', shape: [1], values: Uint8Array.of(1) } as const;
    const from = file('a.npz', await encodeNpz({ __metadata__: array }));
    expect(await refused(1, from, at('a.safetensors'))).toContain(
      'a.npz: safetensors: got the name "__metadata__"',
    );
  });

  it('two arrays that would have one name', async () => {
    const both = file(
      'b.safetensors',
      safetensors({ 'a/gamma': floats([1], 1), 'a/embeddings': floats([1], 1) }),
    );
    expect(await refused(1, both, at('c.npz'), '--names', 'pytorch')).toContain(
      'got two arrays for the name "a.weight"',
    );
  });

  it('a folder in whose place is a file', async () => {
    const from = single();
    expect(await refused(1, from, join(from, 'b.npz'))).toContain(
      'got a file where the path needs a folder, expected a place to write to.',
    );
  });
});
