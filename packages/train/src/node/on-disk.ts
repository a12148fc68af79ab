import { StateError } from '@nadir/core';

/** What a disk says, and what can be done about it. */
const reasons = new Map([
  ['ENOSPC', ['a full disk', 'room on it. Free some'] as const],
  ['EDQUOT', ['a quota that is used up', 'room in it. Free some'] as const],
  ['EACCES', ['no permission', 'one to write. Give it, or take another folder'] as const],
  ['EPERM', ['no permission', 'one to write. Give it, or take another folder'] as const],
  ['EROFS', ['a read-only file system', 'one to write to. Take another folder'] as const],
  [
    'ENOENT',
    ['no such file or folder', 'it where it was. Do not remove it while training'] as const,
  ],
  ['ENOTDIR', ['a file in the place of a folder', 'a folder. Take another one'] as const],
]);

/**
 * Does something on a disk.
 *
 * @param where Begins the message.
 * @throws {@link StateError} that says what is wrong with the disk.
 */
export async function onDisk<T>(where: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw explained(where, path, cause);
  }
}

/** Does something on a disk at once, as {@link onDisk} does it. */
export function onDiskSync<T>(where: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw explained(where, path, cause);
  }
}

/** What is wrong with the disk; an error of another kind as it is. */
function explained(where: string, path: string, cause: unknown): unknown {
  const { code, message } = Object(cause) as {
    readonly code?: unknown;
    readonly message?: string;
  };
  if (typeof code !== 'string' || code.startsWith('NADIR_')) return cause;
  const [got, expected] = reasons.get(code) ?? [message, 'a disk that works'];
  return new StateError(`${where}: got ${got} for ${path}, expected ${expected}.`, { cause });
}
