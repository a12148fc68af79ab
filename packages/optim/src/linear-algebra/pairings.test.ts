import { describe, expect, it } from 'vitest';
import { pairings } from './pairings.js';

describe('pairings', () => {
  it.each([1, 2, 3, 4, 7, 10])('lets each of %i meet each other once', (size) => {
    const meetings = pairings(size).flatMap(({ partners, sides }) =>
      partners.flatMap((other, index) => (sides[index] === 1 ? [`${index} ${other}`] : [])),
    );
    const all = Array.from({ length: size }, (_, a) =>
      Array.from({ length: size - 1 - a }, (_, k) => `${a} ${a + 1 + k}`),
    ).flat();
    expect(meetings.sort()).toEqual(all.sort());
  });

  it('pairs each index once in a round', () => {
    for (const { partners, sides } of [...pairings(6), ...pairings(5)]) {
      for (const [index, other] of partners.entries()) {
        expect(partners[other]).toBe(index);
        expect(sides[index]).toBe(Math.sign(other - index));
      }
    }
  });
});
