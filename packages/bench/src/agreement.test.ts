import { describe, expect, test } from 'vitest';
import { checkAgreement } from './agreement.js';
import type { Contender } from './contender.js';

describe('checkAgreement', () => {
  const contender = (name: string, rule: Contender['rule'], values: number[]): Contender => ({
    name,
    rule,
    prepare: () => {},
    steps: () => 0,
    read: () => values,
    dispose: () => {},
  });
  const first = contender('first', 'AdamW', [1, 2]);

  test('accepts what rounding may do, and other rules', async () => {
    const close = contender('close', 'AdamW', [1 + 1.9e-6, 2]);
    const other = contender('other', 'Adam', [7, 7]);
    await expect(checkAgreement([first, close, other])).resolves.toBeUndefined();
  });

  test.each([
    [
      'a difference above 2e-6',
      [1, 2 + 2.1e-6],
      /far: got 2\.0000021 for parameter 97 .* expected 2 as in first/,
    ],
    ['NaN', [Number.NaN, 2], /far: got NaN for parameter 0/],
    ['a missing value', [1], /far: got undefined for parameter 97/],
    ['one value too many', [1, 2, 3], /far: got/],
  ])('refuses %s', async (_, values, message) => {
    const far = contender('far', 'AdamW', values);
    await expect(checkAgreement([first, far])).rejects.toThrow(message);
  });
});
