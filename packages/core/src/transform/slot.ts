import type { Tensor } from '@tensorflow/tfjs-core';
import { ProgramError } from '../errors.js';
import type { ExprType } from '../program/expression.js';
import { checkLasting } from './lasting.js';
import type { OptionValues } from './options.js';

/** What a slot is: how many numbers it has, and who shares it. */
export type SlotKind =
  /** A tensor of the shape of the parameter. */
  | 'elements'
  /** The same, of whole numbers from 0 to 255. Between steps several are kept in one number. */
  | 'bytes'
  /** One number for each parameter, which stays on the device. */
  | 'number'
  /** One number for all parameters together, which stays on the device. */
  | 'shared'
  /** A tensor of another shape, which operations on whole tensors read and write. */
  | 'matrix';

/** Whole numbers from 0 to 255, several of them in each number of a tensor. */
export interface PackedBytes {
  readonly numbers: Tensor;
  /** Frees them. Their owner does so, whatever `tf.tidy` surrounds it. */
  dispose(): void;
  /** Others, packed alike. */
  repack(bytes: Tensor): PackedBytes;
  /**
   * The bytes again, each in an element of a new tensor.
   *
   * @throws {@link StateError} when they were packed on a backend whose numbers have more bits.
   */
  unpack(): Tensor;
}

/** What a parameter keeps of a slot between steps. */
export type Kept = Tensor | PackedBytes;

/** Whether it is packed. */
export const isPacked = (kept: Kept): kept is PackedBytes => 'unpack' in kept;

/** A piece of state that a transform keeps for a parameter. */
export interface Slot {
  readonly name: string;
  readonly kind: SlotKind;
  readonly shape: readonly number[];
  /** Whether it holds gradients that wait: rows in which it is not 0 have one, for a rule that is rowwise. */
  readonly holdsGradients: boolean;
  /** What it holds before the first step: a number, or a copy of the parameter. */
  readonly initial: 'param' | ((options: OptionValues) => number);
  /** How bytes are kept between steps: `packBytes`, which only rules with such state bring into a bundle. */
  readonly pack?: (bytes: Tensor) => PackedBytes;
  /** What runs a rule with such state, where one program is not enough: a `Staging`. */
  readonly staging?: object | undefined;
  /** Fails where options change such state in the middle of training: `checkLasting`, of state that cannot begin then. */
  readonly lasting?: Lasting | undefined;
}

/** Compares the slots of a parameter under new options with those before. */
type Lasting = (
  where: string,
  parameter: string,
  next: readonly Slot[],
  before: readonly Slot[],
) => void;

/** A slot for a parameter of this shape, where it has as many elements. */
export const inShape = (slot: Slot, shape: readonly number[]): Slot =>
  slot.kind === 'elements' || slot.kind === 'bytes' ? { ...slot, shape } : slot;

/** A piece of state as a transform declares it: {@link zeros}, {@link filled}, {@link matrix} and so on. */
export interface SlotDeclaration<Type extends ExprType = ExprType> {
  /** Tells the type of the slot on symbols. */
  readonly type: Type;
  readonly kind: SlotKind;
  /** Of a matrix. Other slots have the shape of the parameter, or are numbers. */
  readonly shape?: readonly number[];
  readonly holdsGradients?: boolean;
  readonly initial: Slot['initial'];
  readonly staging?: object;
  readonly lasting?: Lasting;
}

/** What a slot begins with: a number, or the value of the option of a name. */
export type Initial = number | string;

/** What a slot begins with. */
export function initially(value: Initial): Slot['initial'] {
  return typeof value === 'number' ? () => value : (options) => options[value] as number;
}

/** A state tensor of the shape of the parameter, zeros before the first step. */
export const zeros = (): SlotDeclaration<'float32'> => filled(0);

/** A state tensor of the shape of the parameter that begins with one number, or with the value of an option. */
export const filled = (value: Initial): SlotDeclaration<'float32'> => ({
  type: 'float32',
  kind: 'elements',
  initial: initially(value),
});

/** A state tensor that begins as a copy of the parameter. */
export const copyOfParam = (): SlotDeclaration<'float32'> => ({
  type: 'float32',
  kind: 'elements',
  initial: 'param',
  lasting: checkLasting,
});

/** The slots of a transform for a parameter of this shape. What is declared as `false` is not there. */
export function slotsOf(
  where: string,
  declared: Readonly<Record<string, SlotDeclaration | false | undefined>>,
  shape: readonly number[],
): Slot[] {
  return Object.entries(declared).flatMap(([name, declaration]): Slot[] => {
    if (!declaration) return [];
    checkSlotName(where, name);
    const { type: _, shape: given = [], holdsGradients = false, ...others } = declaration;
    const { kind } = others;
    const isWhole = kind === 'elements' || kind === 'bytes';
    return [{ ...others, name, shape: isWhole ? shape : given, holdsGradients }];
  });
}

/** Names that state files and programs give to something else. */
const taken = new Set(['param', 'grad', 'step', 'waits', 'memory']);

/** Throws when state files could not tell a slot of this name from something else. */
function checkSlotName(where: string, name: string): void {
  if (!taken.has(name) && /^[^/#.]+$/.test(name)) return;
  throw new ProgramError(
    `${where}: got a slot named ${JSON.stringify(name)}, expected another name than ` +
      `${[...taken].join(', ')}, without \`/\`, \`#\` and \`.\`.`,
  );
}
