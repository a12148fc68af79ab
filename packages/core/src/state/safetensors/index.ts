export { decodeSafetensors, type SafetensorsContent } from './decode.js';
export { encodeSafetensors } from './encode.js';
export { openSafetensors, type SafetensorsFile } from './open.js';
export type { SafetensorsSource } from './source.js';
export type { SafetensorsArray } from './values.js';
