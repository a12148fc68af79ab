import { kindOf, type OptionsOfFile, restoreNamed } from '@nadir/core/internal';

/** Options with each saved schedule among them restored. What is none stays, for a check to refuse it. */
export const restoreParts = (where: string, options: OptionsOfFile): OptionsOfFile =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      Array.isArray(value)
        ? value.map((one) => restorePart(where, one))
        : restorePart(where, value),
    ]),
  );

const restorePart = (where: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && kindOf(value) === 'schedule'
    ? restoreNamed(where, 'schedule', value)
    : value;
