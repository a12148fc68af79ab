/** The bits of the half-precision number that is nearest, ties to even, as IEEE 754 rounds. */
export function float16Bits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  // Half of the last place beyond 65504 is rounded to infinity.
  if (size >= 65520) return sign | 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(size)));
  // Numbers of one exponent are 2^(exponent − 10) apart, and so are their bits. An exponent that log2 has rounded up
  // gives fewer steps of a greater size, which carry over to the same bits.
  const steps = roundToEven(size * 2 ** (10 - exponent));
  return sign | ((exponent + 14) * 1024 + steps);
}

function roundToEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
