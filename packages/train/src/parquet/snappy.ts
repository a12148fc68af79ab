/**
 * Unpacks Snappy. Unlike the decoder of hyparquet it holds every length to what is there, so that a damaged one costs no time.
 *
 * Format: https://github.com/google/snappy/blob/main/format_description.txt
 *
 * @param length Number of bytes that come out.
 * @throws RangeError when it is not what was packed.
 */
export function unpackSnappy(packed: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let [from, to] = [0, 0];
  // The length comes first, seven bits a byte; the header of the page has told it.
  while (from < packed.length && (packed[from++] as number) >= 128);
  const number = (size: number) => {
    let value = 0;
    for (let i = 0; i < size; i++) value += (packed[from + i] ?? 0) * 2 ** (8 * i);
    from += size;
    return value;
  };
  while (from < packed.length) {
    const tag = packed[from++] as number;
    const kind = tag & 3;
    if (kind === 0) {
      const short = tag >> 2;
      const size = 1 + (short < 60 ? short : number(short - 59));
      if (size > Math.min(packed.length - from, length - to)) throw damaged(size);
      bytes.set(packed.subarray(from, from + size), to);
      from += size;
      to += size;
    } else {
      const size = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
      const back = kind === 1 ? (tag >> 5) * 256 + number(1) : number(kind === 2 ? 2 : 4);
      if (back === 0 || back > to || size > length - to) throw damaged(size);
      // A copy may overlap what it writes.
      for (const end = to + size; to < end; to++) bytes[to] = bytes[to - back] as number;
    }
  }
  if (to === length) return bytes;
  throw new RangeError(`Snappy unpacks to ${to} bytes, not ${length}`);
}

const damaged = (size: number): RangeError =>
  new RangeError(`Snappy copies ${size} bytes where there are fewer`);
