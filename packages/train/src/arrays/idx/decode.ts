import { FormatError, OptionError } from '@nadir/core';
import { checkInteger, checkNames, describe } from '@nadir/core/internal';
import { unpacked } from '../../bytes/gunzip.js';
import { ByteStream } from '../bytes.js';
import { type ElementType, elementTypes, type IdxDtype, type IdxValues } from './element-types.js';

/** An array of a file IDX, row by row. Its first axis counts examples where the file is a data set. */
export interface IdxArray {
  /** As the safetensors format calls it. */
  readonly dtype: IdxDtype;
  readonly shape: readonly number[];
  readonly values: IdxValues;
}

/** Limits of what is read into memory. */
export interface IdxOptions {
  /** Most bytes of the values. Default 2³⁰, a gibibyte. */
  readonly limitBytes?: number;
}

/** Bytes that gzip makes of one, at most. */
const largestRatio = 1032;

/**
 * Reads a file IDX, such as those of MNIST, packed by gzip or not.
 *
 * A file that tells of more bytes than can be in it is refused before anything is unpacked.
 *
 * @throws {@link FormatError} when the file is damaged or has more than `limitBytes`. Nothing else is thrown, whatever the bytes are.
 * @example
 * ```ts
 * const images = await decodeIdx(await readFile('train-images-idx3-ubyte.gz'));
 * const labels = await decodeIdx(await readFile('train-labels-idx1-ubyte.gz'));
 * const data = arrayDataset({
 *   inputs: { values: Float32Array.from(images.values, (level) => level / 255), shape: images.shape.slice(1) },
 *   targets: { values: labels.values as Uint8Array },
 * });
 * ```
 */
export async function decodeIdx(bytes: Uint8Array, options: IdxOptions = {}): Promise<IdxArray> {
  checkNames('decodeIdx', options, ['limitBytes']);
  const { limitBytes = 2 ** 30 } = options;
  checkInteger('decodeIdx', { limitBytes }, 0, 'limitBytes');
  if (!(bytes instanceof Uint8Array)) {
    throw new OptionError(`decodeIdx: got ${describe(bytes)}, expected a Uint8Array.`);
  }
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const stream = new ByteStream('idx', unpacked('idx', bytes));
  try {
    const { type, axes } = startOf(new DataView(await stream.read(4)));
    const sizes = new DataView(await stream.read(4 * axes));
    const shape = Array.from({ length: axes }, (_, axis) => sizes.getUint32(4 * axis));
    const size = shape.reduce((product, length) => product * length, type.bytes);
    const room = isPacked ? largestRatio * bytes.length : bytes.length;
    if (size > room) throw refusal(`${type.dtype} [${shape}] in ${bytes.length} bytes`, 'less');
    if (size > limitBytes) {
      throw refusal(
        `${type.dtype} [${shape}], ${size} bytes`,
        `at most ${limitBytes}. Pass a greater limitBytes if the file is to be trusted`,
      );
    }
    const values = type.read(new DataView(await stream.read(size)));
    await stream.expectEnd();
    return { dtype: type.dtype, shape, values };
  } finally {
    await stream.close();
  }
}

const refusal = (got: string, expected: string): FormatError =>
  new FormatError(`idx: got ${got}, expected ${expected}.`);

function startOf(start: DataView): { readonly type: ElementType; readonly axes: number } {
  const type = elementTypes.get(start.getUint8(2));
  if (start.getUint16(0) === 0 && type !== undefined) return { type, axes: start.getUint8(3) };
  throw refusal(
    `the bytes ${start.getUint32(0).toString(16).padStart(8, '0')} at its beginning`,
    'two zeros, a type and a number of axes. The file is of another format',
  );
}
