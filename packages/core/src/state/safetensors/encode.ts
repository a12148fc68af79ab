import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { checkObject, isInUse } from '../../check.js';
import { describe, OptionError } from '../../errors.js';
import { headerLimitBytes } from './header.js';
import { isWellFormed } from './header-text.js';

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
  checkObject(where, tensors, 'tensors by name');
  checkObject(where, metadata, 'metadata by name');
  for (const [name, given] of Object.entries(tensors)) {
    if (name === '__metadata__' || !isWellFormed(name)) {
      throw new OptionError(
        `${where}: got the name ${JSON.stringify(name)}, expected well-formed text other than ` +
          '"__metadata__".',
      );
    }
    const got = isInUse(given) ? given.dtype : describe(given);
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
