import { call, type Expr, mul, type OptionValues, type Slot, type Transform } from '@nadir/core';
import { checkBoolean, sizeOf } from '@nadir/core/internal';
import { blocksOf, largestIn, spreadOver } from './blocks.js';
import { decoded, encoded, type Signs } from './dynamic-map.js';

/** Below this many elements state stays in float32 unless asked for, as in bitsandbytes. */
const fewest = 4096;

/** Options of a rule with its state in 8 bits. */
export interface EightBitOptions {
  /** Keep state in 8 bits for parameters with fewer than 4096 elements too. Default `false`. */
  everySize?: boolean;
}

/**
 * A rule that keeps state in 8 bits: a byte for each element and a float32 number for each block of 256.
 * A step decodes it, does what the rule does in float32, and encodes the state it leaves.
 *
 * In the place of a slot `m` there are `mCodes` and `mAbsmax`.
 * @param signs The slots, which must be zeros at first, and whether their elements can be below 0.
 */
export function inEightBits(rule: Transform, signs: Readonly<Record<string, Signs>>): Transform {
  const isCoded = (slot: string) => Object.hasOwn(signs, slot);
  const codes = (everySize: unknown, shape: readonly number[]) =>
    sizeOf(shape) >= (everySize === true ? 1 : fewest);
  const through =
    (formula: Transform['update']): Transform['update'] =>
    (tensors, scalars, structure, shape, integers) => {
      if (!codes(structure.everySize, shape)) {
        return formula(tensors, scalars, structure, shape, integers);
      }
      const before = Object.entries(signs)
        .filter(([slot]) => `${slot}Codes` in tensors)
        .map(([slot, of]) => {
          const { spread } = call(spreadOver(shape), [tensors[`${slot}Absmax`] as Expr]);
          return [slot, mul(decoded(tensors[`${slot}Codes`] as Expr, of), spread)];
        });
      const seen = { ...tensors, ...Object.fromEntries(before) };
      const after = Object.entries(formula(seen, scalars, structure, shape, integers));
      return Object.fromEntries(
        after.flatMap(([slot, next]) => {
          if (!isCoded(slot)) return [[slot, next]];
          const { scale, spread } = call(largestIn(shape), [next as Expr]);
          const code = encoded(next as Expr, spread, signs[slot] as Signs);
          return [
            [`${slot}Codes`, code],
            [`${slot}Absmax`, scale],
          ];
        }),
      );
    };
  return {
    ...rule,
    defaults: { ...rule.defaults, everySize: false },
    dependsOnShape: true,
    check(options: OptionValues, where) {
      rule.check(options, where);
      checkBoolean(where, options, 'everySize');
    },
    state: (structure, shape) =>
      rule.state(structure, shape).flatMap((slot): Slot[] =>
        isCoded(slot.name) && codes(structure.everySize, shape)
          ? [
              { ...slot, name: `${slot.name}Codes`, kind: 'bytes' },
              { ...slot, name: `${slot.name}Absmax`, kind: 'tensor', shape: [blocksOf(shape)] },
            ]
          : [slot],
      ),
    update: through(rule.update),
  };
}
