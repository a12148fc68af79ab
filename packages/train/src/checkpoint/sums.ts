import { FormatError, StateError } from '@nadir/core';
import type { SafetensorsFile } from '@nadir/core/safetensors';

/** Texts of a file that belong to the form of a checkpoint. */
export const keys = { version: 'nadir.checkpoint', header: 'nadir.sha256', tensors: 'nadir.sums' };

/** Hexadecimal digits of a sum. */
const digits = 64;

/** Texts in the places of the sums, before these are known. */
export const blankSums = (tensors: number): Record<string, string> => ({
  [keys.header]: '0'.repeat(digits),
  [keys.tensors]: '0'.repeat(digits * tensors),
});

/** SHA-256 in hexadecimal digits. */
export async function sumOf(bytes: BufferSource): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new StateError(
      'checkpoint: got a page without crypto.subtle, expected one with it. Open the page by https, or from localhost.',
    );
  }
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(sum, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The sums of all tensors of a file, in the order of the header. */
export async function tensorSums(file: SafetensorsFile): Promise<string[]> {
  const sums: string[] = [];
  for (const name of file.names) {
    sums.push(await sumOf(await file.bytes(name)));
  }
  return sums;
}

/**
 * Where the digits of a sum are in a file. A text in a header has its quotation marks written with a backslash, so that the key
 * with its own marks is found only where it is one.
 *
 * @throws {@link FormatError} when they are not there.
 */
export function placeOf(key: string, bytes: Uint8Array, count: number): Uint8Array {
  const header = headerOf(bytes);
  const mark = new TextEncoder().encode(`"${key}":"`);
  const start = header.findIndex((_, i) => mark.every((byte, k) => header[i + k] === byte));
  const place = header.subarray(start + mark.length, start + mark.length + digits * count);
  if (start >= 0 && place.length === digits * count) return place;
  throw new FormatError(
    `checkpoint: got no text "${key}" with ${digits * count} digits, expected the sums of a checkpoint. ` +
      'The file is damaged, or was written by another program.',
  );
}

/** The length of the header, and the header itself: all but the values of the tensors. */
function headerOf(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.subarray(0, 8 + view.getUint32(0, true));
}

/** The sum of a header, its own digits taken as zeros. */
export async function headerSum(bytes: Uint8Array): Promise<string> {
  const copy = headerOf(bytes).slice();
  placeOf(keys.header, copy, 1).fill('0'.charCodeAt(0));
  return sumOf(copy);
}
