/** Numbers that one program joins: with its output as many tensors as every device can bind. */
const most = 6;

/**
 * Joins what each parameter has to one number, as programs do it that take so many at once: in groups, then the
 * results of these likewise. The order decides how sums are rounded, so the interpreter joins by it too.
 */
export function joinInGroups<T>(parts: readonly T[], join: (group: readonly T[]) => T): T {
  if (parts.length === 1) return parts[0] as T;
  const joined: T[] = [];
  for (let i = 0; i < parts.length; i += most) joined.push(join(parts.slice(i, i + most)));
  return joinInGroups(joined, join);
}
