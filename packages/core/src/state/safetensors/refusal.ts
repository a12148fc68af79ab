import { FormatError } from '../../errors.js';

/** The error for a file that breaks a rule of the format. */
export const refusal = (got: string, expected: string): FormatError =>
  new FormatError(`safetensors: got ${got}, expected ${expected}.`);
