/** How many numbers one program joins: with its output, as many tensors as every device can bind. */
const most = 6;

/**
 * Joins the numbers of all parameters to one: up to six at a time, then their results likewise.
 *
 * The order decides how a sum is rounded, so programs and the interpreter both join by it.
 */
export function joinInTree<T>(parts: readonly T[], join: (some: readonly T[]) => T): T {
  if (parts.length === 1) return parts[0] as T;
  const joined: T[] = [];
  for (let i = 0; i < parts.length; i += most) joined.push(join(parts.slice(i, i + most)));
  return joinInTree(joined, join);
}
