import { checkObject } from '../../check.js';
import { describe, OptionError } from '../../errors.js';
import { bitsOf, type SafetensorsDtype } from './dtypes.js';
import { headerLimitBytes, lengthBytes } from './header.js';
import { isWellFormed } from './header-text.js';

/**
 * The `Uint8Array<ArrayBuffer>` that `Blob` and others take, named so that TypeScript before 5.7 reads it
 * too, where typed arrays have no type parameter.
 */
export type FileBytes = ReturnType<typeof Uint8Array.of>;

/** What a file begins with, and what has to follow it. */
export interface SafetensorsLayout {
  /** The first bytes of the file: the length of the header, and the header. */
  readonly header: FileBytes;
  /** Names of the tensors in the order in which their bytes follow, without gaps. */
  readonly names: readonly string[];
  /** Number of bytes of the whole file. */
  readonly bytes: number;
}

/**
 * Lays out a safetensors file of any dtypes, so that it can be written tensor by tensor and never has to be in memory as a
 * whole. For tensors in memory, take {@link encodeSafetensors}.
 *
 * Tensors stand in the order of the reference implementation: by dtype, the widest first, then by name.
 *
 * @param metadata Any text by any name, kept beside the tensors.
 * @throws {@link OptionError} for a name or text that the format cannot hold, or a shape whose elements are no whole bytes.
 * @example
 * ```ts
 * import { safetensorsLayout } from '@nadir/core/safetensors';
 *
 * const { header, names } = safetensorsLayout({ w: { dtype: 'F64', shape: [2] } });
 * const file = new Blob([header, ...names.map((name) => values[name])]);
 * ```
 */
export function safetensorsLayout(
  tensors: Readonly<
    Record<string, { readonly dtype: SafetensorsDtype; readonly shape: readonly number[] }>
  >,
  metadata: Readonly<Record<string, string>> = {},
): SafetensorsLayout {
  checkObject('safetensors', tensors, 'dtypes and shapes by name');
  checkObject('safetensors', metadata, 'metadata by name');
  const order = Object.keys(bitsOf);
  for (const [name, info] of Object.entries(tensors)) checkInfo(name, info);
  const infos = Object.entries(tensors).sort(
    ([a, { dtype: first }], [b, { dtype: second }]) =>
      order.indexOf(second) - order.indexOf(first) || (a < b ? -1 : 1),
  );
  for (const [name] of infos) checkName(name);
  checkMetadata(metadata);
  let end = 0;
  const entries = infos.map(([name, { dtype, shape }]) => {
    const begin = end;
    end += bytesOf(name, dtype, shape);
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`;
  });
  if (Object.keys(metadata).length > 0) {
    entries.unshift(`"__metadata__":${JSON.stringify(metadata)}`);
  }
  const header = headerOf(`{${entries.join(',')}}`);
  return { header, names: infos.map(([name]) => name), bytes: header.length + end };
}

function headerOf(json: string): FileBytes {
  const text = new TextEncoder().encode(json);
  const length = Math.ceil(text.length / 8) * 8;
  if (length > headerLimitBytes) {
    throw new OptionError(
      `safetensors: got names and metadata of ${length} bytes, expected at most ${headerLimitBytes}.`,
    );
  }
  const header = new Uint8Array(lengthBytes + length);
  new DataView(header.buffer).setUint32(0, length, true);
  header.fill(0x20, lengthBytes).set(text, lengthBytes);
  return header;
}

function checkInfo(name: string, info: unknown): void {
  const { dtype, shape } = Object(info) as { readonly dtype?: string; readonly shape?: unknown };
  if (Object.hasOwn(bitsOf, String(dtype)) && Array.isArray(shape)) return;
  throw new OptionError(
    `safetensors: got ${describe(info)} for ${JSON.stringify(name)}, expected { dtype, shape } with one of the dtypes ` +
      `${Object.keys(bitsOf).join(', ')}.`,
  );
}

function bytesOf(name: string, dtype: SafetensorsDtype, shape: readonly number[]): number {
  const bytes = shape.reduce((product, size) => product * size, bitsOf[dtype]) / 8;
  if (Number.isSafeInteger(bytes) && shape.every((size) => size >= 0)) return bytes;
  throw new OptionError(
    `safetensors: got ${dtype} [${shape}] for ${JSON.stringify(name)}, expected a shape whose elements make whole bytes.`,
  );
}

function checkName(name: string): void {
  if (name !== '__metadata__' && isWellFormed(name)) return;
  throw new OptionError(
    `safetensors: got the name ${JSON.stringify(name)}, expected well-formed text other than "__metadata__".`,
  );
}

function checkMetadata(metadata: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(metadata)) {
    if (typeof value === 'string' && isWellFormed(name + value)) continue;
    throw new OptionError(
      `safetensors: got ${describe(value)} for the metadata ${JSON.stringify(name)}, expected well-formed text.`,
    );
  }
}
