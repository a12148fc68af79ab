export { decodeIdx, type IdxArray, type IdxOptions } from './idx/decode.js';
export type { IdxDtype, IdxValues } from './idx/element-types.js';
