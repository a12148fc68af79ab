import { describe, expect, test } from 'vitest';
import { parameterCount, sizes } from './size.js';

describe('sizes', () => {
  test('have the parameters that their names promise', () => {
    const facts = sizes.map((size) => [size.name, parameterCount(size), size.shapes.length]);
    expect(facts).toEqual([
      // 784·256 + 256 + 256·256 + 256 + 256·10 + 10
      ['small', 269322, 6],
      // 24 · (721² + 721)
      ['large', 12493488, 48],
    ]);
  });
});
