import { call, clamp, type Expr, mul, type Transform } from '@nadir/core';
import {
  checkBoolean,
  checkLasting,
  derive,
  mapUpdates,
  packBytes,
  type Slot,
  type Structure,
  sizeOf,
  type Update,
} from '@nadir/core/internal';
import { largestFloat } from '../transforms/bounded.js';
import { blocksOf, largestIn, spreadOver } from './blocks.js';
import { decoded, encoded, type Signs } from './dynamic-map.js';

type Shape = readonly number[];
type Changes = ReturnType<Update>;

/** Below this many elements state stays in float32 unless asked for, as in bitsandbytes. */
const fewest = 4096;

/** Options of an optimizer with its state in 8 bits. */
export interface EightBitOptions {
  /** Keep state in 8 bits for parameters with fewer than 4096 elements too. Default `false`. */
  everySize?: boolean;
}

/**
 * A transform that keeps state in 8 bits: a byte for each element and a float32 number for each block of 256.
 * A step decodes it, does what the transform does in float32, and encodes the state it leaves.
 *
 * A slot `m` is replaced by `mCodes` and `mAbsmax`. The option `everySize` is added to those of the transform.
 *
 * @param signs The slots, which must be zeros at first, and whether their elements can be below 0.
 */
export function inEightBits(
  transform: Transform,
  signs: Readonly<Record<string, Signs>>,
): Transform {
  /** A formula that reads and leaves codes. */
  const onCodes =
    (formula: Update): Update =>
    (tensors, scalars, context) => {
      const { static: structure, shape } = context;
      if (!isCoded(structure, shape)) return formula(tensors, scalars, context);
      const seen = { ...tensors, ...decode(tensors, signs, shape) };
      return encode(formula(seen, scalars, context), signs, shape);
    };

  return derive(transform, {
    defaults: { ...transform.defaults, everySize: false },
    dependsOnShape: true,
    check(options, where) {
      transform.check(options, where);
      checkBoolean(where, options, 'everySize');
    },
    state(structure, shape) {
      const slots = transform.state(structure, shape);
      if (!isCoded(structure, shape)) return slots;
      return slots.flatMap((slot): Slot[] => {
        if (signs[slot.name] === undefined) return [slot];
        const lasting = checkLasting;
        const name = `${slot.name}Codes`;
        const codes: Slot = { ...slot, name, kind: 'bytes', pack: packBytes, lasting };
        const scales = { name: `${slot.name}Absmax`, shape: [blocksOf(shape)] };
        return [codes, { ...slot, ...scales, kind: 'matrix', lasting }];
      });
    },
    update: onCodes(transform.update),
    further: mapUpdates(transform.further, onCodes),
  });
}

function decode(
  tensors: Readonly<Record<string, Expr>>,
  signs: Readonly<Record<string, Signs>>,
  shape: Shape,
): Record<string, Expr> {
  const slots = Object.entries(signs).filter(([slot]) => `${slot}Codes` in tensors);
  return Object.fromEntries(
    slots.map(([slot, sign]) => {
      const { spread } = call(spreadOver(shape), [tensors[`${slot}Absmax`] as Expr]);
      return [slot, mul(decoded(tensors[`${slot}Codes`] as Expr, sign), spread)];
    }),
  );
}

const encode = (changes: Changes, signs: Readonly<Record<string, Signs>>, shape: Shape): Changes =>
  Object.fromEntries(
    Object.entries(changes).flatMap(([name, next]): [string, Changes[string]][] => {
      const sign = signs[name];
      if (sign === undefined) return [[name, next]];
      // A share of an infinite scale would be no number.
      const finite = clamp(next as Expr, -largestFloat, largestFloat);
      const { scale, spread } = call(largestIn(shape), [finite]);
      return [
        [`${name}Codes`, encoded(finite, spread, sign)],
        [`${name}Absmax`, scale],
      ];
    }),
  );

/** Whether a parameter of this shape has its state in 8 bits. */
const isCoded = ({ everySize }: Structure, shape: Shape): boolean =>
  sizeOf(shape) >= (everySize === true ? 1 : fewest);
