export type { NumpyArray, NumpyDtype, NumpyInfo } from './array.js';
export { columnOf } from './column.js';
export { decodeIdx, type IdxArray, type IdxOptions } from './idx/decode.js';
export type { IdxDtype, IdxValues } from './idx/element-types.js';
export { numpyDtypes } from './npy/dtypes.js';
export { arrayBytes, decodeNpy, encodeNpy, type NpyFile, openNpy } from './npy/npy.js';
export { encodeNpz, type NpzWriteOptions, writeNpz } from './npz/encode.js';
export { decodeNpz, type NpzFile, type NpzOptions, openNpz } from './npz/open.js';
export { permuteAxes } from './permute.js';
