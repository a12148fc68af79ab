import { l2 } from '@nadir/optim/regularizers';
import { keySets, shapesOf, titleOf } from '../catalogue/entry.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import { expectSameRun, snapshotOf, startRun, step } from '../run.js';

/** `maximize` is the step for the negative gradient of the loss. */
export const climbs: Law = (it, entry, { tolerance }) => {
  const shapes = shapesOf(entry);
  for (const set of keySets(entry)) {
    it(`takes the negative gradient to maximize: ${titleOf(set)}`, async () => {
      // Of the loss alone: a penalty pulls toward 0 in either direction.
      const regularizer = l2(0.1, { include: 'all' });
      const up = startRun(entry, { ...set, regularizer, maximize: true });
      const down = startRun(entry, { ...set, regularizer });
      for (let k = 0; k < 5; k++) {
        step(up, gradientsAt(k, shapes));
        step(
          down,
          gradientsAt(k, shapes).map((gradient) => gradient.map((x) => -x)),
        );
      }
      expectSameRun(await snapshotOf(up), await snapshotOf(down), tolerance);
    });
  }
};
