import { notAccepted } from '../errors.js';
import type { Transform } from './transform.js';

/** Throws unless a value is a transform. `where` begins the message. */
export function checkTransform(where: string, given: unknown): asserts given is Transform {
  if (Array.isArray((given as Partial<Transform> | null)?.transforms)) return;
  throw notAccepted(where, given, 'a transform, such as the `rule` of an optimizer');
}
