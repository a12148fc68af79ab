export { decodeSafetensors, type SafetensorsContent } from './state/safetensors/decode.js';
export type { SafetensorsDtype } from './state/safetensors/dtypes.js';
export { encodeSafetensors } from './state/safetensors/encode.js';
export { type SafetensorsLayout, safetensorsLayout } from './state/safetensors/layout.js';
export {
  openSafetensors,
  type SafetensorsFile,
  type SafetensorsInfo,
} from './state/safetensors/open.js';
export type { FileSource, RandomAccess } from './state/safetensors/source.js';
export type { SafetensorsArray } from './state/safetensors/values.js';
