/** Dtypes that a file IDX can have, as the safetensors format calls them. */
export type IdxDtype = 'U8' | 'I8' | 'I16' | 'I32' | 'F32' | 'F64';

/** How numbers of a type are written. */
export interface ElementType {
  readonly dtype: IdxDtype;
  /** Number of bytes of one. */
  readonly bytes: number;
  /** The numbers in some bytes, of which the high ones come first. */
  read(bytes: DataView): IdxValues;
}

/** Numbers of a file IDX. */
export type IdxValues =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Fills an array with numbers that are read one by one. */
function filled<A extends IdxValues>(values: A, numberAt: (place: number) => number): A {
  for (let i = 0; i < values.length; i++) values[i] = numberAt(i * values.BYTES_PER_ELEMENT);
  return values;
}

/** By the third byte of a file. */
export const elementTypes: ReadonlyMap<number, ElementType> = new Map<number, ElementType>([
  [0x08, { dtype: 'U8', bytes: 1, read: ({ buffer }) => new Uint8Array(buffer) }],
  [0x09, { dtype: 'I8', bytes: 1, read: ({ buffer }) => new Int8Array(buffer) }],
  [
    0x0b,
    {
      dtype: 'I16',
      bytes: 2,
      read: (view) => filled(new Int16Array(view.byteLength / 2), (at) => view.getInt16(at)),
    },
  ],
  [
    0x0c,
    {
      dtype: 'I32',
      bytes: 4,
      read: (view) => filled(new Int32Array(view.byteLength / 4), (at) => view.getInt32(at)),
    },
  ],
  [
    0x0d,
    {
      dtype: 'F32',
      bytes: 4,
      read: (view) => filled(new Float32Array(view.byteLength / 4), (at) => view.getFloat32(at)),
    },
  ],
  [
    0x0e,
    {
      dtype: 'F64',
      bytes: 8,
      read: (view) => filled(new Float64Array(view.byteLength / 8), (at) => view.getFloat64(at)),
    },
  ],
]);
