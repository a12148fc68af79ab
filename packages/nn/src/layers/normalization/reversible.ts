import type { HostInteger } from '@nadir/core';
import { beforeChange } from '@nadir/core/internal';
import { clone, keep, type Tensor, type Variable } from '@tensorflow/tfjs-core';

/** Lets a step that is skipped give back what a forward pass is going to change. */
export function reversible(variables: readonly Variable[], integers: readonly HostInteger[]): void {
  beforeChange(() => {
    const values = variables.map((one) => keep(clone<Tensor>(one)));
    const counts = integers.map(({ value }) => value);
    return {
      undo() {
        variables.forEach((one, i) => {
          if (!one.isDisposed) one.assign(values[i] as Tensor);
        });
        integers.forEach((one, i) => {
          one.value = counts[i] as number;
        });
      },
      forget() {
        for (const value of values) value.dispose();
      },
    };
  });
}
