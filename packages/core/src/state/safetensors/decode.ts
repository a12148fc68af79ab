import type { Tensor } from '@tensorflow/tfjs-core';
import { notAccepted } from '../../errors.js';
import type { StateDict } from '../state-dict.js';
import { headerLength, lengthBytes, readHeader } from './header.js';
import { copyOf } from './source.js';
import { tensorOf } from './tensors.js';
import { type SafetensorsArray, valuesOf } from './values.js';

/** What {@link decodeSafetensors} finds in a file. */
export interface SafetensorsContent extends StateDict {
  /** By name, what no tensor of TensorFlow.js can hold exactly. */
  readonly arrays: Readonly<Record<string, SafetensorsArray>>;
}

/**
 * Reads a safetensors file. For parts of a large one, or one that is on a disk, take {@link openSafetensors} of
 * `@nadir/core/safetensors`.
 *
 * Every tensor is read exactly. F32, F16, BF16, F8_E4M3 and F8_E5M2 come as float32; I32, U16, I16, U8 and I8
 * as int32, and so do U32, I64 and U64 where every number fits; BOOL as bool, C64 as complex64. All others are among
 * `arrays`, as typed arrays: F64, integers that do not fit, and F4, F6 and the rarer F8 as the bytes of the file. The tensors share
 * nothing with `bytes`, and the caller disposes them.
 *
 * What the reference implementation of the format accepts is read, and nothing else.
 *
 * @throws {@link FormatError} naming the tensor or the place in the header that breaks a rule. Nothing else is thrown,
 * whatever the bytes are.
 * @example
 * ```ts
 * const { tensors, arrays } = decodeSafetensors(new Uint8Array(await response.arrayBuffer()));
 * model.loadStateDict(tensors);
 * dispose(tensors);
 * console.log('of other dtypes', Object.keys(arrays));
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsContent {
  if (!(bytes instanceof Uint8Array)) {
    throw notAccepted(
      'decodeSafetensors',
      bytes,
      'a Uint8Array',
      'Write `new Uint8Array(buffer)` for an ArrayBuffer.',
    );
  }
  const length = headerLength(copyOf(bytes, 0, lengthBytes), bytes.length);
  const { entries, metadata } = readHeader(copyOf(bytes, lengthBytes, length), bytes.length);
  const tensors: [string, Tensor][] = [];
  const arrays: [string, SafetensorsArray][] = [];
  for (const { name, dtype, shape, range } of entries) {
    const [begin, end] = range;
    const values = valuesOf(dtype, copyOf(bytes, begin, end - begin));
    const array = { dtype, shape, values };
    const tensor = tensorOf(array);
    if (tensor === undefined) arrays.push([name, array]);
    else tensors.push([name, tensor]);
  }
  // Unlike assigning, this makes an own property of any name, `__proto__` too.
  return { tensors: Object.fromEntries(tensors), arrays: Object.fromEntries(arrays), metadata };
}
