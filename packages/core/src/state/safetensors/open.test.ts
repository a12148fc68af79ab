import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { entry, file, fixture } from '../../../test/safetensors-file.js';
import { FormatError, OptionError } from '../../errors.js';
import { openSafetensors } from './open.js';

beforeAll(() => tf.setBackend('cpu'));

/** A source that remembers what was read of it. */
function watched(bytes: Uint8Array) {
  const reads: [number, number][] = [];
  return {
    reads,
    size: bytes.length,
    read(offset: number, length: number) {
      reads.push([offset, length]);
      return bytes.subarray(offset, offset + length);
    },
  };
}

const sources: Record<string, (bytes: Uint8Array) => Parameters<typeof openSafetensors>[0]> = {
  'an ArrayBuffer': (bytes) => bytes.slice().buffer as ArrayBuffer,
  'a Uint8Array that begins at an odd place': (bytes) =>
    Buffer.concat([Buffer.from([9]), bytes]).subarray(1),
  'a Blob': (bytes) => new Blob([bytes.slice() as Uint8Array<ArrayBuffer>]),
  'what reads parts': watched,
};

describe('openSafetensors', () => {
  it.each(Object.entries(sources))('reads names, facts and values of %s', async (_, sourceOf) => {
    const opened = await openSafetensors(sourceOf(fixture));
    expect(opened.metadata).toEqual({ epoch: '12' });
    expect(opened.names).toEqual(['a.bias', 'empty', 'weight', 'count', 'mask']);
    expect(opened.info('weight')).toEqual({ dtype: 'F32', shape: [2, 3], bytes: 24 });
    expect(await opened.read('count')).toEqual({
      dtype: 'I32',
      shape: [],
      values: Int32Array.of(-7),
    });
    const weight = await opened.tensor('weight');
    expect(weight.shape).toEqual([2, 3]);
    expect([...weight.dataSync()]).toEqual([1.5, -2, 3.25, 0, Infinity, -0]);
    weight.dispose();
  });

  it('reads the header first, and then only the tensors that are asked for', async () => {
    const source = watched(fixture);
    const opened = await openSafetensors(source);
    const header = fixture.length - 8 - 39;
    expect(source.reads).toEqual([
      [0, 8],
      [8, header],
    ]);
    opened.info('weight');
    await opened.read('mask');
    expect(source.reads.slice(2)).toEqual([[fixture.length - 3, 3]]);
  });

  it('reads a file on the disk as its example does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nadir-safetensors-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'model.safetensors'), fixture);
    const handle = await open(join(folder, 'model.safetensors'));
    const { size } = await handle.stat();
    const opened = await openSafetensors({
      size,
      async read(offset, length) {
        const { buffer } = await handle.read(new Uint8Array(length), 0, length, offset);
        return buffer;
      },
    });
    expect((await opened.read('a.bias')).values).toEqual(
      Float32Array.of(2 ** -149, 3.4028234663852886e38),
    );
    await handle.close();
  });

  it('goes through a tensor in parts of a megabyte', async () => {
    const count = 2 ** 18 + 3;
    const bytes = file(`{"w":${entry('F32', `[${count}]`, 0, 4 * count)}}`, 4 * count);
    const written = Float32Array.from({ length: count }, (_, i) => i);
    bytes.set(new Uint8Array(written.buffer), bytes.length - 4 * count);
    const opened = await openSafetensors(bytes);
    const parts: Float32Array[] = [];
    for await (const part of opened.parts('w')) parts.push(part as Float32Array);
    expect(parts.map(({ length }) => length)).toEqual([2 ** 18, 3]);
    // Equal as bytes: comparing so many numbers one by one takes seconds.
    const expected = Buffer.from(written.buffer);
    expect(Buffer.concat(parts.map((part) => new Uint8Array(part.buffer))).equals(expected)).toBe(
      true,
    );
    expect(expected.equals(await opened.bytes('w'))).toBe(true);
    await expect(opened.parts('v').next()).rejects.toThrow(OptionError);
  });

  it('makes no tensor of numbers that none can hold, and says what does', async () => {
    const opened = await openSafetensors(file(`{"w":${entry('F64', '[1]', 0, 8)}}`, 8));
    const before = tf.memory().numTensors;
    await expect(opened.tensor('w')).rejects.toThrow(
      'safetensors: got F64 numbers in "w", expected such as TensorFlow.js can hold. Take read()',
    );
    expect(tf.memory().numTensors).toBe(before);
    expect((await opened.read('w')).values).toEqual(Float64Array.of(0));
  });

  it('names the tensors that there are', async () => {
    const opened = await openSafetensors(fixture);
    const message = 'got "bias", expected the name of a tensor: ["a.bias", "empty", "weight"';
    expect(() => opened.info('bias')).toThrow(message);
    await expect(opened.read('bias')).rejects.toThrow(message);
    await expect(opened.tensor('toString')).rejects.toThrow(OptionError);
  });

  it.each([
    [null],
    [3],
    ['model.safetensors'],
    [{}],
    [{ size: 8 }],
    [{ size: -1, read: () => new Uint8Array() }],
  ])('refuses %j as a source', async (source) => {
    await expect(openSafetensors(source as never)).rejects.toThrow(
      /expected an ArrayBuffer, a Uint8Array, a Blob, or \{ size, read\(offset, length\) \}/,
    );
  });

  it('says so where the source gives less than it has, or no bytes', async () => {
    const short = { size: fixture.length, read: () => fixture.subarray(0, 5) };
    await expect(openSafetensors(short)).rejects.toThrow(FormatError);
    await expect(openSafetensors(short)).rejects.toThrow('got 5 bytes from byte 0 on, expected 8');
    const none = { size: 8, read: () => 'bytes' as never };
    await expect(openSafetensors(none)).rejects.toThrow('got "bytes" from read()');
  });
});
