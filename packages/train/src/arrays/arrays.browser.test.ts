import { expect, it } from 'vitest';
import type { NumpyArray } from './array.js';
import { decodeNpz, encodeNpz, openNpz } from './index.js';

const values = Float32Array.from({ length: 300_000 }, (_, i) => i % 100);

it('reads and writes archives in a browser, by the streams that it has', async () => {
  const array = { dtype: 'F32', shape: [3, 100_000], values } as const;
  const bytes = await encodeNpz({ array }, { compress: true });
  expect(bytes.length).toBeLessThan(values.byteLength / 10);
  const { array: read } = (await decodeNpz(bytes)) as { array: NumpyArray };
  expect(read.shape).toEqual([3, 100_000]);
  expect((read.values as Float32Array).every((value, i) => value === i % 100)).toBe(true);
  const file = await openNpz(new File([bytes.slice()], 'a.npz'));
  expect(await file.info('array')).toEqual({ dtype: 'F32', shape: [3, 100_000], bytes: 1_200_000 });
  await expect(decodeNpz(bytes.subarray(0, -1))).rejects.toThrow('npz: got a damaged archive');
});
