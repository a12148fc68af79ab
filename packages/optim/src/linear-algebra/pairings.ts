/** One round, in which each index meets one other at most. */
export interface Pairing {
  /** Whom each index meets; itself where it meets nobody. */
  readonly partners: readonly number[];
  /** 1 for the smaller index of a pair, −1 for the larger, 0 where it meets nobody. */
  readonly sides: readonly number[];
}

/** Rounds in which each of `size` indices meets each other once: a tournament in which all but one go round a table. */
export function pairings(size: number): Pairing[] {
  // With an odd size there is one index more than there should be, and whoever meets it rests.
  const around = size % 2 === 0 ? size - 1 : size;
  return Array.from({ length: around }, (_, round) => {
    const opponent = (index: number) => {
      if (index === around) return round;
      const other = (2 * round - index + 2 * around) % around;
      return other === index ? around : other;
    };
    const partners = Array.from({ length: size }, (_, index) =>
      opponent(index) < size ? opponent(index) : index,
    );
    return { partners, sides: partners.map((other, index) => Math.sign(other - index)) };
  });
}
