import type { Program } from '@nadir/core';

/** A number that a shader is given at each dispatch, beside `size` and `groups`. */
interface Field {
  readonly name: string;
  readonly type: 'f32' | 'u32';
}

/** The fields of a program's uniform buffer after `size` and `groups`, four bytes each. */
export const fieldsOf = (program: Program): readonly Field[] => [
  ...program.scalars.map((_, i) => ({ name: `scalar${i}`, type: 'f32' as const })),
  ...program.integers.map((_, i) => ({ name: `integer${i}`, type: 'u32' as const })),
  ...unwritable(program).map((_, i) => ({ name: `constant${i}`, type: 'f32' as const })),
];

/** A scalar of a program as WGSL. */
export const scalarField = ({ scalars }: Program, name: string): string =>
  `numbers.scalar${scalars.indexOf(name)}`;

/** An integer of a program as WGSL. */
export const integerField = ({ integers }: Program, name: string): string =>
  `numbers.integer${integers.indexOf(name)}`;

/** A constant as WGSL. */
export function constantField(program: Program, value: number): string {
  const index = unwritable(program).findIndex((other) => Object.is(other, value));
  return index < 0 ? `${Math.fround(value)}f` : `numbers.constant${index}`;
}

/**
 * The contents of a program's uniform buffer.
 *
 * @param numbers Values of its scalars, then of its integers.
 */
export function numbersOf(
  program: Program,
  numbers: readonly number[],
  size: number,
  groups: number,
): ArrayBuffer {
  const fields = [...numbers, ...unwritable(program)];
  // The size of a uniform buffer is a multiple of 16 bytes on some devices.
  const bytes = new ArrayBuffer(Math.ceil((2 + fields.length) / 4) * 16);
  const asFloats = new Float32Array(bytes);
  const asIntegers = new Uint32Array(bytes);
  asIntegers.set([size, groups]);
  fieldsOf(program).forEach(({ type }, i) => {
    const target = type === 'f32' ? asFloats : asIntegers;
    target[2 + i] = fields[i] as number;
  });
  return bytes;
}

const unwritables = new WeakMap<Program, readonly number[]>();

/**
 * The constants of a program that WGSL cannot write: NaN and infinities are errors there, subnormal
 * numbers and the sign of zero may get lost. The maximum of nothing, −∞, is among them.
 */
function unwritable(program: Program): readonly number[] {
  let found = unwritables.get(program);
  if (found === undefined) {
    const values = program.nodes.flatMap(({ value }) => (value === undefined ? [] : [value]));
    if (program.outputs.some(({ reduce }) => reduce === 'max')) values.push(-Infinity);
    // Not a Set, which makes 0 of −0.
    found = values
      .filter(isUnwritable)
      .filter((value, i, all) => all.findIndex((other) => Object.is(other, value)) === i);
    unwritables.set(program, found);
  }
  return found;
}

function isUnwritable(value: number): boolean {
  const magnitude = Math.abs(Math.fround(value));
  return !Object.is(value, 0) && !(magnitude >= 2 ** -126 && magnitude < Infinity);
}
