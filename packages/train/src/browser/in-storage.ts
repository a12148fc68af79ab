import { StateError } from '@nadir/core';

/**
 * Does something in the storage of a page.
 *
 * @param where Begins the message.
 * @throws {@link StateError} that says what is wrong with it.
 */
export async function inStorage<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    const isFull = cause.name === 'QuotaExceededError';
    throw new StateError(
      isFull
        ? `${where}: got no room in the storage of this site, expected some. Keep fewer checkpoints, or ask for more: navigator.storage.persist().`
        : `${where}: got ${cause.name} (${cause.message}), expected storage that works. Private windows may have none.`,
      { cause },
    );
  }
}
