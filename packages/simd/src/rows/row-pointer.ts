import * as wasm from '../wasm.js';
import type { ElementType, Layout } from './row-program.js';

/** Whether a loop takes four elements at a time or one, which is then in all lanes. */
export type Width = 4 | 1;

/** Locals that say where in a matrix a loop is. */
export interface RowLocals {
  /** Number of the row. */
  readonly row: number;
  /** Number of columns, and bytes of a row of float32. */
  readonly columns: number;
  readonly width: number;
  /** Bytes of the row that are done, in float32. */
  readonly done: number;
}

/** Where the numbers are that choose rows, and the address of the row that is chosen. */
export interface ChosenLocals {
  readonly repeat: number;
  readonly period: number;
  readonly at: number;
}

/** How a loop finds the elements of an input or an output. */
export class Pointer {
  readonly #layout: Layout;
  readonly #type: ElementType;
  readonly #address: number;
  readonly #chosen: ChosenLocals | undefined;
  readonly #locals: RowLocals;

  /** @param address Local with the address of the first row. Where a row follows the other, it moves on with them. */
  constructor(
    { layout, type }: { readonly layout: Layout; readonly type: ElementType },
    address: number,
    chosen: ChosenLocals | undefined,
    locals: RowLocals,
  ) {
    this.#layout = layout;
    this.#type = type;
    this.#address = address;
    this.#chosen = chosen;
    this.#locals = locals;
  }

  /** Finds the row, where it is chosen by its number. */
  chooseRow(): wasm.Bytes {
    if (this.#chosen === undefined) return [];
    const { repeat, period, at } = this.#chosen;
    return [
      ...[...wasm.localGet(this.#locals.row), ...wasm.localGet(repeat), ...wasm.i32DivU],
      ...[...wasm.localGet(period), ...wasm.i32RemU, ...this.#rowBytes, ...wasm.i32Mul],
      ...[...wasm.localGet(this.#address), ...wasm.i32Add, ...wasm.localSet(at)],
    ];
  }

  /** Goes on to the next row where one row follows the other. */
  moveOn(): wasm.Bytes {
    return this.#layout.rows === 'all' ? wasm.raise(this.#address, this.#rowBytes) : [];
  }

  /** Reads the number of the row at hand. */
  loadOfRow(): wasm.Bytes {
    return [...this.#row, ...load(1, this.#type)];
  }

  /** Writes a value as the number of the row at hand. */
  storeOfRow(value: wasm.Bytes): wasm.Bytes {
    return [...this.#row, ...store(value, 1, this.#type)];
  }

  /** Reads the elements at hand. */
  load(width: Width): wasm.Bytes {
    return [...this.#element, ...load(width, this.#type)];
  }

  /** Writes the elements at hand. */
  store(value: wasm.Bytes, width: Width): wasm.Bytes {
    return [...this.#element, ...store(value, width, this.#type)];
  }

  get #row(): wasm.Bytes {
    return wasm.localGet(this.#chosen?.at ?? this.#address);
  }

  get #element(): wasm.Bytes {
    const done = wasm.localGet(this.#locals.done);
    const bytes = [...done, ...wasm.i32Const(2), ...wasm.i32ShrU];
    return [...this.#row, ...(this.#type === 'bool' ? bytes : done), ...wasm.i32Add];
  }

  /** Bytes from one row to the next. */
  get #rowBytes(): wasm.Bytes {
    const isBool = this.#type === 'bool';
    if (this.#layout.columns === 'one') return wasm.i32Const(isBool ? 1 : 4);
    return wasm.localGet(isBool ? this.#locals.columns : this.#locals.width);
  }
}

/** Reads elements at the address on the stack. */
export function load(width: Width, type: ElementType = 'float32'): wasm.Bytes {
  if (type === 'float32') return width === 4 ? wasm.v128Load() : wasm.v128LoadSplat();
  const integers =
    width === 4
      ? [...wasm.v128Load32, ...wasm.simd('i16x8ExtendLowU'), ...wasm.simd('i32x4ExtendLowU')]
      : [...wasm.i32Load8, ...wasm.simd('i32x4Splat')];
  return [...integers, ...wasm.i32x4Const(0, 0, 0, 0), ...wasm.simd('i32x4Ne')];
}

/** Writes elements at the address on the stack. */
export function store(value: wasm.Bytes, width: Width, type: ElementType = 'float32'): wasm.Bytes {
  if (type === 'float32') {
    return [...value, ...(width === 4 ? wasm.v128Store() : wasm.f32StoreLane())];
  }
  const bits = [...value, ...wasm.i32x4Const(1, 1, 1, 1), ...wasm.simd('v128And')];
  return width === 4
    ? [...bits, ...bits, ...wasm.firstBytes, ...wasm.v128Store32]
    : [...bits, ...wasm.i32FirstLane, ...wasm.i32Store8];
}
