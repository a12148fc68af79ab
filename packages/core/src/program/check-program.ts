import { describe, ProgramError } from '../errors.js';
import type { Program } from './trace.js';

/** Throws unless a value is a program. `where` begins the message. */
export function checkProgram(where: string, given: unknown): asserts given is Program {
  if (Array.isArray((given as Partial<Program> | null)?.nodes)) return;
  throw new ProgramError(
    `${where}: got ${describe(given)}, expected a program. Make one with trace().`,
  );
}
