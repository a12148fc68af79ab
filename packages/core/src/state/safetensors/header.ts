import { FormatError } from '../../errors.js';
import { bitsOf, isDtype, type SafetensorsDtype } from './dtypes.js';
import { HeaderText, type WrittenEntry } from './header-text.js';
import { refusal } from './refusal.js';

/** Longest header that readers of the format accept, in bytes. */
export const headerLimitBytes = 100_000_000;

/** Bytes before the header, which tell its length. */
export const lengthBytes = 8;

/** One tensor of a file, as its header describes it. */
export interface Entry {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** First byte of the values and the byte after the last, counted from the start of the file. */
  readonly range: readonly [begin: number, end: number];
}

/** What stands in a file besides the values. */
export interface Header {
  /** In the order of the header. */
  readonly entries: readonly Entry[];
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The length of the header of a file.
 *
 * @param start The first bytes of the file, 8 where it has so many.
 * @param size Number of bytes of the file.
 * @throws {@link FormatError} when there can be no such header.
 */
export function headerLength(start: ArrayBuffer, size: number): number {
  if (size < lengthBytes) throw refusal(`${size} bytes`, `at least ${lengthBytes}`);
  const length = new DataView(start).getBigUint64(0, true);
  const most = Math.min(headerLimitBytes, size - lengthBytes);
  if (length > most) throw refusal(`a header length of ${length} bytes`, `at most ${most}`);
  return Number(length);
}

/**
 * Reads a header: JSON, which describes tensors that cover the rest of the file without holes or overlaps.
 *
 * @param size Number of bytes of the file.
 * @throws {@link FormatError} at the first rule of the format that is broken.
 */
export function readHeader(header: ArrayBuffer, size: number): Header {
  const { entries, metadata } = new HeaderText(decode(header)).read();
  const dataStart = lengthBytes + header.byteLength;
  checkCovered(entries, size - dataStart);
  return {
    entries: entries.map(({ name, dtype, shape, offsets }) => ({
      name,
      dtype: dtype as SafetensorsDtype,
      shape: shape.map(Number),
      range: [dataStart + Number(offsets[0]), dataStart + Number(offsets[1])],
    })),
    metadata,
  };
}

function decode(header: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header);
  } catch (cause) {
    throw new FormatError('safetensors: got a header that is not UTF-8, expected UTF-8.', {
      cause,
    });
  }
}

function checkCovered(entries: readonly WrittenEntry[], dataBytes: number): void {
  const inOrder = entries.toSorted(
    ({ offsets: [a, b] }, { offsets: [c, d] }) => Number(a - c) || Number(b - d),
  );
  let covered = 0n;
  for (const entry of inOrder) {
    const [begin, end] = entry.offsets;
    if (begin !== covered || end < begin || end > dataBytes) {
      throw refusal(
        `the offsets [${entry.offsets}] for ${JSON.stringify(entry.name)}`,
        `a begin of ${covered} and an end of at most ${dataBytes}`,
      );
    }
    checkSize(entry);
    covered = end;
  }
  if (covered !== BigInt(dataBytes)) throw refusal(`${dataBytes} bytes of data`, `${covered}`);
}

/** Numbers of sizes, elements and bits that readers of the format can count. */
const countable = 2n ** 64n;

function checkSize({ name, dtype, shape, offsets: [begin, end] }: WrittenEntry): void {
  const what = `${JSON.stringify(name)} ${dtype} [${shape}]`;
  if (!isDtype(dtype)) {
    throw refusal(
      `the dtype ${JSON.stringify(dtype)} for ${JSON.stringify(name)}`,
      Object.keys(bitsOf).join(', '),
    );
  }
  let bits = 1n;
  for (const factor of [...shape, BigInt(bitsOf[dtype])]) {
    bits *= factor;
    // A later 0 would hide that others overflow.
    if (bits >= countable) throw refusal(`sizes that overflow for ${what}`, 'less than 2⁶⁴ bits');
  }
  if (bits !== 8n * (end - begin)) {
    throw refusal(`${end - begin} bytes for ${what}`, `${Number(bits) / 8}`);
  }
}
