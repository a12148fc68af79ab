import { StateError } from '@nadir/core';
import { checkDevice, isGone, type NamedVariable } from '@nadir/core/internal';

/** Throws when an average, or a variable that it averages, is disposed of, or the device has lost their values. */
export function checkInUse(
  where: string,
  isDisposed: boolean,
  variables: readonly NamedVariable[],
): void {
  checkDevice();
  const disposed = variables.find(({ variable }) => isGone(variable));
  if (!isDisposed && disposed === undefined) return;
  throw new StateError(
    `${where}: got a disposed ${disposed ? `variable "${disposed.name}"` : 'average'}, ` +
      'expected one that is in use.',
  );
}
