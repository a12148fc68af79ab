import { keep, Tensor, tensor } from '@tensorflow/tfjs-core';
import { describe, FormatError, OptionError } from '../errors.js';
import { type Entry, headerLimitBytes, isWellFormed, readHeader } from './safetensors-header.js';
import type { StateDict } from './state-dict.js';

/**
 * The `Uint8Array<ArrayBuffer>` that `Blob` and others take, named so that TypeScript before 5.7 reads it
 * too, where typed arrays have no type parameter.
 */
type FileBytes = ReturnType<typeof Uint8Array.of>;

/**
 * Writes tensors as a safetensors file, which PyTorch, JAX and others read.
 *
 * Dtypes float32, int32 and bool are written as F32, I32 and BOOL, exactly. Tensors stand in the
 * order of the reference implementation: by alignment, greatest first, then by name. The values are
 * those at the time of the call, whatever happens to the tensors until the promise is fulfilled.
 *
 * Format: https://huggingface.co/docs/safetensors
 *
 * @param metadata Any text by any name, kept beside the tensors.
 * @throws {@link OptionError} for another dtype, metadata that are not strings, or a name that the
 * format cannot hold: `__metadata__`, or half a surrogate pair.
 * @example
 * ```ts
 * const bytes = await encodeSafetensors(model.stateDict(), { epoch: '12' });
 * ```
 */
export async function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<FileBytes> {
  checkWritable(tensors, metadata);
  const order = Object.keys(writtenAs);
  const rank = (name: string) => order.indexOf((tensors[name] as Tensor).dtype);
  const names = Object.keys(tensors).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

  // Clones share their values until someone writes, and nobody's `tidy` may dispose them meanwhile.
  const snapshots = names.map((name) => keep((tensors[name] as Tensor).clone()));
  try {
    let end = 0;
    const entries = snapshots.map(({ dtype, shape, size }, i) => {
      const [code, bytes] = writtenAs[dtype as keyof typeof writtenAs];
      const data_offsets = [end, end + size * bytes];
      end += size * bytes;
      return `${JSON.stringify(names[i])}:${JSON.stringify({ dtype: code, shape, data_offsets })}`;
    });
    if (Object.keys(metadata).length > 0) {
      entries.unshift(`"__metadata__":${JSON.stringify(metadata)}`);
    }
    const text = new TextEncoder().encode(`{${entries.join(',')}}`);
    const headerBytes = Math.ceil(text.length / 8) * 8;
    if (headerBytes > headerLimitBytes) {
      throw new OptionError(
        `encodeSafetensors: got names and metadata of ${headerBytes} bytes, expected at most ` +
          `${headerLimitBytes}.`,
      );
    }
    const file = new Uint8Array(8 + headerBytes + end);
    new DataView(file.buffer).setUint32(0, headerBytes, true);
    file.fill(0x20, 8, 8 + headerBytes).set(text, 8);

    let at = 8 + headerBytes;
    for (const values of await Promise.all(snapshots.map((snapshot) => snapshot.data()))) {
      file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
      at += values.byteLength;
    }
    return file;
  } finally {
    for (const snapshot of snapshots) snapshot.dispose();
  }
}

/** Dtypes of TensorFlow.js as the format calls them, with bytes per element, by alignment. */
const writtenAs = { float32: ['F32', 4], int32: ['I32', 4], bool: ['BOOL', 1] } as const;

function checkWritable(tensors: Readonly<Record<string, Tensor>>, metadata: object): void {
  const where = 'encodeSafetensors';
  for (const [name, given] of Object.entries(tensors)) {
    if (name === '__metadata__' || !isWellFormed(name)) {
      throw new OptionError(
        `${where}: got the name ${JSON.stringify(name)}, expected well-formed text other than ` +
          '"__metadata__".',
      );
    }
    const got =
      given instanceof Tensor
        ? given.isDisposed
          ? 'a disposed tensor'
          : given.dtype
        : describe(given);
    if (!Object.hasOwn(writtenAs, got)) {
      const list = Object.keys(writtenAs).join(', ');
      throw new OptionError(`${where}: got ${got} for "${name}", expected a tensor of ${list}.`);
    }
  }
  for (const [name, value] of Object.entries(metadata)) {
    if (typeof value !== 'string' || !isWellFormed(name + value)) {
      throw new OptionError(
        `${where}: got ${describe(value)} for the metadata "${name}", expected well-formed text.`,
      );
    }
  }
}

/**
 * Reads a safetensors file.
 *
 * F32, I32 and BOOL come as float32, int32 and bool; F16 and BF16 as float32, I8, U8, I16 and U16
 * as int32, all exactly. I64 comes as int32 where every number fits. Other dtypes are refused: they
 * could not be held exactly. The tensors share nothing with `bytes`, and the caller disposes them.
 *
 * The rules of the format are kept strictly: a header of at most 100 MB that begins with `{`, no
 * name twice, no unknown fields, tensors that cover the data without holes or overlaps, and sizes
 * that are right. No file makes it throw anything else than a {@link FormatError}.
 *
 * @throws {@link FormatError} naming the tensor or the place in the header that breaks a rule.
 * @example
 * ```ts
 * const { tensors } = decodeSafetensors(new Uint8Array(await response.arrayBuffer()));
 * model.loadStateDict(tensors);
 * dispose(tensors);
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array): StateDict {
  if (!(bytes instanceof Uint8Array)) {
    throw new OptionError(
      `decodeSafetensors: got ${describe(bytes)}, expected a Uint8Array. ` +
        'Write `new Uint8Array(buffer)` for an ArrayBuffer.',
    );
  }
  // A Buffer of Node.js is a Uint8Array too, but its `slice` copies nothing.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { entries, metadata, dataStart } = readHeader(file);
  // All values are read before the first tensor is made, so that an error leaves none behind.
  const read = entries.map((entry) => {
    const { dtype, values } = formatOf(entry);
    const [begin, end] = entry.offsets;
    // The copy is aligned, as typed arrays ask for, and of the byte order that all of today's
    // JavaScript engines share with the format.
    const { buffer } = file.slice(dataStart + begin, dataStart + end);
    return { name: entry.name, shape: [...entry.shape], dtype, values: values(buffer, entry) };
  });
  const tensors = read.map(({ name, shape, dtype, values }): [string, Tensor] => [
    name,
    tensor(values, shape, dtype),
  ]);
  // Unlike assigning, this makes an own property of any name, `__proto__` too.
  return { tensors: Object.fromEntries(tensors), metadata };
}

/** How the elements of one dtype of the format are read. */
interface Format {
  /** Bytes per element. */
  readonly bytes: number;
  readonly dtype: 'float32' | 'int32' | 'bool';
  values(buffer: ArrayBuffer, entry: Entry): Float32Array | Int32Array | Uint8Array;
}

const formats: Readonly<Record<string, Format>> = {
  F32: { bytes: 4, dtype: 'float32', values: (buffer) => new Float32Array(buffer) },
  F16: {
    bytes: 2,
    dtype: 'float32',
    values: (buffer) => Float32Array.from(new Uint16Array(buffer), fromFloat16),
  },
  BF16: {
    bytes: 2,
    dtype: 'float32',
    values: (buffer) =>
      new Float32Array(Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer),
  },
  I8: { bytes: 1, dtype: 'int32', values: (buffer) => Int32Array.from(new Int8Array(buffer)) },
  U8: { bytes: 1, dtype: 'int32', values: (buffer) => Int32Array.from(new Uint8Array(buffer)) },
  I16: { bytes: 2, dtype: 'int32', values: (buffer) => Int32Array.from(new Int16Array(buffer)) },
  U16: { bytes: 2, dtype: 'int32', values: (buffer) => Int32Array.from(new Uint16Array(buffer)) },
  I32: { bytes: 4, dtype: 'int32', values: (buffer) => new Int32Array(buffer) },
  I64: {
    bytes: 8,
    dtype: 'int32',
    values(buffer, { name }) {
      const wide = new BigInt64Array(buffer);
      const outside = wide.find((value) => BigInt.asIntN(32, value) !== value);
      if (outside === undefined) return Int32Array.from(wide, Number);
      throw new FormatError(
        `decodeSafetensors: got the I64 number ${outside} in ${JSON.stringify(name)}, expected ` +
          'numbers that int32 can hold.',
      );
    },
  },
  BOOL: {
    bytes: 1,
    dtype: 'bool',
    values(buffer, { name }) {
      const truths = new Uint8Array(buffer);
      const other = truths.find((value) => value > 1);
      if (other === undefined) return truths;
      throw new FormatError(
        `decodeSafetensors: got the byte ${other} in the BOOL ${JSON.stringify(name)}, expected ` +
          '0 or 1.',
      );
    },
  },
};

function formatOf({ name, dtype, shape, offsets }: Entry): Format {
  const format = Object.hasOwn(formats, dtype) ? formats[dtype] : undefined;
  if (format === undefined) {
    throw new FormatError(
      `decodeSafetensors: got the dtype ${JSON.stringify(dtype)} for ${JSON.stringify(name)}, ` +
        `expected ${Object.keys(formats).join(', ')}. Convert it before it is saved.`,
    );
  }
  const [begin, end] = offsets;
  let wanted = format.bytes;
  for (const size of shape) {
    wanted *= size;
    // A later 0 would hide that the product is no longer exact.
    if (!Number.isSafeInteger(wanted)) break;
  }
  if (wanted !== end - begin) {
    throw new FormatError(
      `decodeSafetensors: got ${end - begin} bytes for ${JSON.stringify(name)} ${dtype} ` +
        `[${shape}], expected ${wanted}.`,
    );
  }
  return format;
}

/** The number whose IEEE 754 half-precision bits these are. */
function fromFloat16(bits: number): number {
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
