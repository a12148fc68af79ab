import { readdirSync, readFileSync } from 'node:fs';
import { decodeSafetensors } from '@nadir/core/safetensors';
import { decodeCheckpoint, encodeCheckpoint } from '@nadir/train';
import { decodeNpz, encodeNpz } from '@nadir/train/arrays';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { floats, safetensors, savedTo } from '../../../test/array-files.js';
import { conversions } from '../../../test/conversions.js';
import { Recorder } from '../../../test/fake-io.js';
import { nadir, resultOf } from '../../../test/nadir.js';
import { widthOf } from '../../terminal/layout.js';

beforeAll(() => tf.setBackend('cpu'));

const { at, file, convert } = conversions();

describe('nadir convert', () => {
  it('keeps every number of every dtype that both formats have', async () => {
    const arrays = {
      bool: { dtype: 'BOOL', shape: [2], values: Uint8Array.of(1, 0) },
      half: { dtype: 'F16', shape: [3], values: Uint16Array.of(0x3c01, 0x8000, 0x7c00) },
      long: { dtype: 'I64', shape: [1], values: BigInt64Array.of(-(2n ** 63n)) },
      double: { dtype: 'F64', shape: [1, 2], values: Float64Array.of(0.1, -0) },
      complex: { dtype: 'C64', shape: [], values: Float32Array.of(1, -2) },
      __proto: { dtype: 'U8', shape: [0], values: new Uint8Array() },
    } as const;
    const from = file('a.safetensors', safetensors(arrays));
    await convert(from, at('a.npz'));
    await convert(at('a.npz'), at('b.safetensors'));
    const dataOf = (path: string) => {
      const bytes = readFileSync(path);
      return bytes.subarray(8 + bytes.readUInt32LE(0));
    };
    expect(dataOf(at('b.safetensors')).equals(dataOf(from))).toBe(true);
  });

  it('widens for NumPy what it has no dtype for, exactly', async () => {
    // 1 and the next number of each, by the tables of the formats.
    const arrays = {
      brain: { dtype: 'BF16', shape: [2], values: Uint16Array.of(0x3f80, 0x3f81) },
      eight: { dtype: 'F8_E4M3', shape: [2], values: Uint8Array.of(0x38, 0x39) },
    } as const;
    await convert(file('a.safetensors', safetensors(arrays)), at('a.npz'));
    expect(await decodeNpz(readFileSync(at('a.npz')))).toEqual({
      brain: { dtype: 'F32', shape: [2], values: Float32Array.of(1, 1 + 2 ** -7) },
      eight: { dtype: 'F32', shape: [2], values: Float32Array.of(1, 1 + 2 ** -3) },
    });
  });

  it('remembers the layers of a model in a safetensors file, and gives them back', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ name: 'out', units: 2, inputShape: [3] })],
    });
    await model.save(savedTo(at('model')));
    await convert(at('model/model.json'), at('m.safetensors'));
    await convert(at('m.safetensors'), at('back/model.json'));
    const read = (path: string) => JSON.parse(readFileSync(at(path), 'utf8')) as tf.io.ModelJSON;
    expect(read('back/model.json').modelTopology).toEqual(read('model/model.json').modelTopology);
    expect(readFileSync(at('back/group1-shard1of1.bin'))).toEqual(
      readFileSync(at('model/weights.bin')),
    );
    expect(await nadir(['verify', at('back')])).toMatchObject({ status: 0 });
    model.dispose();
  });

  it('divides the weights of a model into files of 4 MB', async () => {
    const values = Float32Array.from({ length: 2 ** 20 + 3 }, (_, i) => i);
    const weights = [{ name: 'w', shape: [values.length], dtype: 'float32' }];
    const like = file('like.json', JSON.stringify({ weightsManifest: [{ paths: [], weights }] }));
    const from = file(
      'w.npz',
      await encodeNpz({ w: { dtype: 'F32', shape: [values.length], values } }),
    );
    expect(await convert(from, at('out/model.json'), '--like', like)).toContain(
      'and 2 weight files',
    );
    const shards = ['group1-shard1of2.bin', 'group1-shard2of2.bin'];
    expect(readdirSync(at('out')).sort()).toEqual([...shards, 'model.json']);
    const bytes = Buffer.concat(shards.map((name) => readFileSync(at(`out/${name}`))));
    expect(bytes.equals(Buffer.from(values.buffer))).toBe(true);
    await convert(at('out/model.json'), at('again.npz'));
    const again = (await decodeNpz(readFileSync(at('again.npz')))).w?.values as Float32Array;
    expect(Buffer.from(again.buffer).equals(Buffer.from(values.buffer))).toBe(true);
  });

  it('computes quantized weights as TensorFlow.js does', async () => {
    const spec = (
      name: string,
      dtype: 'float32' | 'int32',
      quantized: 'uint8' | 'uint16' | 'float16',
    ) => ({
      name,
      shape: [2],
      dtype,
      quantization: { dtype: quantized, scale: 0.1, min: -3.3 },
    });
    const weights = [
      spec('a', 'float32', 'uint8'),
      spec('b', 'int32', 'uint16'),
      spec('c', 'float32', 'float16'),
    ];
    const bytes = Uint8Array.of(0, 255, 1, 2, 3, 4, 0x55, 0x35, 0, 0x80);
    file('w.bin', bytes);
    const from = file(
      'model.json',
      JSON.stringify({ weightsManifest: [{ paths: ['w.bin'], weights }] }),
    );
    await convert(from, at('w.safetensors'));
    const expected = tf.io.decodeWeights(bytes.slice().buffer, weights);
    const { tensors } = decodeSafetensors(readFileSync(at('w.safetensors')));
    for (const [name, tensor] of Object.entries(expected)) {
      expect(tensors[name]?.dtype).toBe(tensor.dtype);
      expect([...(tensors[name]?.dataSync() ?? [])]).toEqual([...tensor.dataSync()]);
    }
    expect(Object.keys(tensors)).toHaveLength(3);
  });

  it('leaves out the sums of a checkpoint, which another file has not', async () => {
    const w = tf.tensor1d([1]);
    const from = file(
      'step-1.safetensors',
      await encodeCheckpoint({ tensors: { w }, metadata: { a: 'b' } }),
    );
    w.dispose();
    await convert(from, at('w.safetensors'));
    expect(decodeSafetensors(readFileSync(at('w.safetensors'))).metadata).toEqual({ a: 'b' });
    tf.dispose((await decodeCheckpoint(readFileSync(from))).tensors as tf.NamedTensorMap);
  });

  it('keeps layers as they are that PyTorch divides otherwise, and says so', async () => {
    const arrays = {
      'lstm/kernel': floats([1, 4], 1, 2, 3, 4),
      'lstm/recurrent_kernel': floats([1, 4], 1, 2, 3, 4),
      'out/kernel:0': floats([1, 2], 1, 2),
    };
    const stdout = await convert(
      file('a.safetensors', safetensors(arrays)),
      at('b.safetensors'),
      '--names',
      'pytorch',
    );
    expect(stdout).toContain('out/kernel:0 [1, 2] → out.weight [2, 1]');
    expect(stdout).toContain(
      'since their layers are divided otherwise: lstm/kernel, lstm/recurrent_kernel',
    );
    const { tensors, metadata } = decodeSafetensors(readFileSync(at('b.safetensors')));
    expect(Object.keys(tensors).sort()).toEqual([
      'lstm/kernel',
      'lstm/recurrent_kernel',
      'out.weight',
    ]);
    expect(metadata).toEqual({ format: 'pt' });
  });

  it('tells what it has done as JSON', async () => {
    const from = file('a.safetensors', safetensors({ w: floats([1], 1) }, { epoch: '3' }));
    expect(resultOf(await convert(from, at('a.npz'), '--json'))).toEqual({
      from,
      to: at('a.npz'),
      files: ['a.npz'],
      renamings: [{ from: { name: 'w', shape: [1] }, to: { name: 'w', shape: [1] } }],
      kept: [],
      dropped: [],
      lost: ['epoch'],
    });
  });

  it.each([60, 80])('fits into %d columns', async (columns) => {
    const name = `model/${'a_long_block/'.repeat(6)}kernel`;
    const from = file(
      'a.safetensors',
      safetensors({ [name]: floats([1, 1], 1), 重み: floats([1], 1) }),
    );
    const args = ['convert', from, at('b.safetensors'), '--names', 'pytorch'];
    const { stdout } = await nadir(args, { stdout: new Recorder(false, columns) });
    for (const line of stdout.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });
});
