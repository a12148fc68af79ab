/**
 * The elements of an array with its axes in another order, as `numpy.transpose` orders them.
 *
 * @param bytes The elements, row by row.
 * @param itemBytes Bytes of an element: 1, 2, 4 or 8.
 * @param axes For each axis of the result, that of `shape`.
 * @returns New bytes, row by row of the shape `axes.map((axis) => shape[axis])`.
 */
export function permuteAxes(
  bytes: Uint8Array,
  itemBytes: number,
  shape: readonly number[],
  axes: readonly number[],
): Uint8Array {
  // A view needs an aligned place.
  const items = itemsOf(bytes.slice().buffer, itemBytes);
  const permuted = itemsOf(new ArrayBuffer(bytes.length), itemBytes);
  const strides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const sizes = axes.map((axis) => shape[axis] as number);
  const steps = axes.map((axis) => strides[axis] as number);
  const index = sizes.map(() => 0);
  let from = 0;
  for (let to = 0; to < items.length; to++) {
    permuted[to] = items[from] as number;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const size = sizes[axis] as number;
      const step = steps[axis] as number;
      from += step;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < size) break;
      index[axis] = 0;
      from -= step * size;
    }
  }
  return new Uint8Array(permuted.buffer);
}

/** Elements as integers, so that moving them changes no bit. Those of 64 bits are bigints, which the loop moves alike. */
function itemsOf(buffer: ArrayBuffer, itemBytes: number): Uint32Array {
  if (itemBytes === 8) return new BigUint64Array(buffer) as unknown as Uint32Array;
  const Items = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[itemBytes as 1 | 2 | 4];
  return new Items(buffer) as unknown as Uint32Array;
}

const product = (sizes: readonly number[]): number => sizes.reduce((a, b) => a * b, 1);
