import type { Schedule } from '@nadir/core';
import { restoreNamed } from '@nadir/core/internal';
import fc from 'fast-check';
import { expect } from 'vitest';

/** Values for the options of schedules, all over their ranges. */
export const optionsOfSchedules = {
  finite: fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  positive: fc.double({ noNaN: true, min: 0.01, max: 3 }),
  share: fc.double({ noNaN: true, min: 0, max: 0.99 }),
  steps: fc.integer({ min: 1, max: 40 }),
  shape: fc.constantFrom('linear' as const, 'cosine' as const, 'sqrt' as const, 'square' as const),
};

/** Fails unless each schedule has the same values, bit for bit, when it is restored from its config as JSON. */
export function expectRestored<S extends Schedule & { readonly config: object }>(
  schedules: fc.Arbitrary<S>,
): void {
  fc.assert(
    fc.property(schedules, (schedule) => {
      const text = JSON.stringify(schedule.config);
      const restored = restoreNamed('expectRestored', 'schedule', JSON.parse(text)) as S;
      for (let step = 0; step < 90; step += 7) {
        // JSON knows no −0, and the sign of a zero rate has no effect.
        expect(restored(step) + 0).toBe(schedule(step) + 0);
      }
      expect(JSON.stringify(restored.config)).toBe(text);
    }),
  );
}
