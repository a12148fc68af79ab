import * as wasm from './wasm.js';

/** What one product A B is computed of. Addresses and distances are in bytes. */
export interface ProductCall {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Rows of A and C. */
  readonly m: number;
  /** Columns of A and rows of B, ≥ 1. */
  readonly k: number;
  /** Columns of B and C, which lie row by row without gaps. */
  readonly n: number;
  /** Distance between rows of A, and between its columns. So Aᵀ B needs no transposition. */
  readonly rowStep: number;
  readonly columnStep: number;
  /** Whether the product is added to what C holds. */
  readonly adds: boolean;
}

/** A product of two float32 matrices over one memory. */
export type Product = (call: ProductCall) => void;

/**
 * Compiles {@link Product}. Each sum takes one product after the other, both rounded to float32: the numbers of the plain loop.
 */
export function compileProduct(memory?: wasm.MemoryKind): WebAssembly.Module {
  return new WebAssembly.Module(new ProductWriter().encode(memory));
}

/** Ties a compiled product to a memory of the kind that it was compiled for. */
export function bindProduct(module: WebAssembly.Module, memory: WebAssembly.Memory): Product {
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    run: (...args: number[]) => void;
  };
  return ({ a, b, c, m, k, n, rowStep, columnStep, adds }) => {
    const width = 4 * n;
    // A part of B that is read for all rows of A stays in the nearest cache.
    for (let p = 0; p < k; p += part.rows) {
      const rows = Math.min(part.rows, k - p);
      const goesOn = adds || p > 0 ? 1 : 0;
      for (let j = 0; j < n; j += part.columns) {
        const bytes = 4 * Math.min(part.columns, n - j);
        const from = b + p * width + 4 * j;
        run(
          a + p * columnStep,
          from,
          c + 4 * j,
          m,
          rows,
          bytes,
          rowStep,
          columnStep,
          width,
          goesOn,
        );
      }
    }
  };
}

/** Part of B that is multiplied at a time: 32 KB. */
const part = { rows: 256, columns: 32 };

/** Rows and vectors of C that are computed together: as many sums as registers hold. */
const tile = { rows: 4, vectors: 2 };

const vectorBytes = 16;

/** Columns that are computed together: so many vectors, or one column alone. */
type Columns = 2 | 1 | 'one';

/** Writes the function `run(a, b, c, m, k, width, rowStep, columnStep, fullWidth, adds)`, where widths are bytes of a row of C. */
class ProductWriter {
  readonly #parameters: wasm.WasmType[] = [];
  readonly #locals: wasm.WasmType[] = [];
  readonly #a = this.#parameter();
  readonly #b = this.#parameter();
  readonly #c = this.#parameter();
  /** Rows that are left. */
  readonly #m = this.#parameter();
  readonly #k = this.#parameter();
  readonly #width = this.#parameter();
  readonly #rowStep = this.#parameter();
  readonly #columnStep = this.#parameter();
  readonly #fullWidth = this.#parameter();
  readonly #adds = this.#parameter();
  /** Bytes of a row that are done. */
  readonly #done = this.#local('i32');
  readonly #left = this.#local('i32');
  readonly #bRow = this.#local('i32');
  readonly #aRows = Array.from({ length: tile.rows }, () => this.#local('i32'));
  readonly #cRows = Array.from({ length: tile.rows }, () => this.#local('i32'));
  readonly #factor = this.#local('v128');
  readonly #vectors = Array.from({ length: tile.vectors }, () => this.#local('v128'));
  readonly #sums = Array.from({ length: tile.rows * tile.vectors }, () => this.#local('v128'));

  encode(memory: wasm.MemoryKind | undefined): wasm.ModuleBytes {
    const code = [...this.#allRows(tile.rows), ...this.#allRows(1)];
    return wasm.moduleOf(this.#parameters, this.#locals, code, memory);
  }

  /** The rows that are left, so many at a time, as long as there are so many. */
  #allRows(rows: number): wasm.Bytes {
    const enough = [...wasm.localGet(this.#m), ...wasm.i32Const(rows), ...wasm.i32GeU];
    const onward = Array.from({ length: rows }, () => [
      ...wasm.raise(this.#a, wasm.localGet(this.#rowStep)),
      ...wasm.raise(this.#c, wasm.localGet(this.#fullWidth)),
    ]).flat();
    return asLongAs(enough, [
      ...[...wasm.i32Const(0), ...wasm.localSet(this.#done)],
      ...this.#allColumns(rows, 2),
      ...this.#allColumns(rows, 1),
      ...this.#allColumns(rows, 'one'),
      ...onward,
      ...wasm.raise(this.#m, wasm.i32Const(-rows)),
    ]);
  }

  /** The columns of some rows that are left, so many at a time. */
  #allColumns(rows: number, columns: Columns): wasm.Bytes {
    const bytes = columns === 'one' ? 4 : columns * vectorBytes;
    const enough = [
      ...[...wasm.localGet(this.#width), ...wasm.localGet(this.#done), ...wasm.i32Sub],
      ...[...wasm.i32Const(bytes), ...wasm.i32GeU],
    ];
    return asLongAs(enough, [
      ...this.#tile(rows, columns),
      ...wasm.raise(this.#done, wasm.i32Const(bytes)),
    ]);
  }

  /** The sums of some rows and columns. */
  #tile(rows: number, columns: Columns): wasm.Bytes {
    const isOne = columns === 'one';
    const vectors = this.#vectors.slice(0, isOne ? 1 : columns);
    const sumsOf = (row: number) => this.#sums.slice(row * tile.vectors).slice(0, vectors.length);
    const load = (i: number) => (isOne ? wasm.v128LoadSplat() : wasm.v128Load(i * vectorBytes));
    const store = (i: number) => (isOne ? wasm.f32StoreLane() : wasm.v128Store(i * vectorBytes));
    const aRows = this.#aRows.slice(0, rows);
    const cRows = this.#cRows.slice(0, rows);
    const each = (visit: (sum: number, cRow: number, i: number) => wasm.Bytes): wasm.Bytes =>
      cRows.flatMap((cRow, row) => sumsOf(row).flatMap((sum, i) => visit(sum, cRow, i)));

    const column = [
      ...vectors.flatMap((vector, i) => [
        ...[...wasm.localGet(this.#bRow), ...load(i), ...wasm.localSet(vector)],
      ]),
      ...aRows.flatMap((aRow, row) => [
        ...[...wasm.localGet(aRow), ...wasm.v128LoadSplat(), ...wasm.localSet(this.#factor)],
        ...sumsOf(row).flatMap((sum, i) => [
          ...[...wasm.localGet(sum), ...wasm.localGet(this.#factor)],
          ...[...wasm.localGet(vectors[i] as number), ...wasm.simd('f32x4Mul')],
          ...[...wasm.simd('f32x4Add'), ...wasm.localSet(sum)],
        ]),
        ...wasm.raise(aRow, wasm.localGet(this.#columnStep)),
      ]),
      ...wasm.raise(this.#bRow, wasm.localGet(this.#fullWidth)),
      ...[...wasm.localGet(this.#left), ...wasm.i32Const(-1), ...wasm.i32Add],
      ...wasm.localTee(this.#left),
    ];
    return [
      ...placeRows(aRows, wasm.localGet(this.#a), wasm.localGet(this.#rowStep)),
      ...placeRows(
        cRows,
        [...wasm.localGet(this.#c), ...wasm.localGet(this.#done), ...wasm.i32Add],
        wasm.localGet(this.#fullWidth),
      ),
      ...wasm.localGet(this.#adds),
      ...wasm.either(
        each((sum, cRow, i) => [...wasm.localGet(cRow), ...load(i), ...wasm.localSet(sum)]),
        each((sum) => [...wasm.f32x4Const(0), ...wasm.localSet(sum)]),
      ),
      ...[...wasm.localGet(this.#b), ...wasm.localGet(this.#done), ...wasm.i32Add],
      ...wasm.localSet(this.#bRow),
      ...[...wasm.localGet(this.#k), ...wasm.localSet(this.#left)],
      ...wasm.repeat(column),
      ...each((sum, cRow, i) => [...wasm.localGet(cRow), ...wasm.localGet(sum), ...store(i)]),
    ];
  }

  #parameter(): number {
    return this.#parameters.push('i32') - 1;
  }

  #local(type: wasm.WasmType): number {
    return this.#parameters.length + this.#locals.push(type) - 1;
  }
}

/** Runs `body` again and again while `condition` leaves a number other than 0. */
const asLongAs = (condition: wasm.Bytes, body: wasm.Bytes): wasm.Bytes => [
  ...condition,
  ...wasm.when(wasm.repeat([...body, ...condition])),
];

/** Sets locals to addresses that lie one step apart. */
const placeRows = (rows: readonly number[], first: wasm.Bytes, step: wasm.Bytes): wasm.Bytes =>
  rows.flatMap((row, i) => [
    ...(i === 0 ? first : [...wasm.localGet(rows[i - 1] as number), ...step, ...wasm.i32Add]),
    ...wasm.localSet(row),
  ]);
