import type { Program } from '@nadir/core';
import { emit } from './emit.js';
import * as wasm from './wasm.js';

/** Bytes that one reduction needs between calls: four float64 partial sums. */
export const reductionBytes = 32;

/** Bytes of one vector. Arrays are read and written in whole vectors. */
export const vectorBytes = 16;

/**
 * Writes the function `run(start, count, reductions, ...inputs, ...outputs, ...numbers)`, or, for calls in a table,
 * `run(first, end)`, which reads these arguments of one call after the other.
 */
export class LoopWriter {
  readonly #program: Program;
  readonly #parameters: wasm.WasmType[] = [];
  readonly #locals: wasm.WasmType[] = [];
  /** Code that leaves the value of each node on the stack. */
  readonly #values: wasm.Bytes[] = [];
  /** Nodes that can differ from element to element; the others are computed before the loop. */
  readonly #varying = new Set<number>();
  /** Runs once, before the loop. */
  readonly #before: number[] = [];
  /** Runs for each vector. */
  readonly #body: number[] = [];
  /** Runs once, after the loop. */
  readonly #after: number[] = [];
  /** Whether arguments are read from a table. */
  readonly #isTable: boolean;
  /** Reads the arguments of a call from the table. */
  readonly #reads: number[] = [];
  #argumentCount = 0;

  constructor(program: Program, isTable = false) {
    this.#program = program;
    this.#isTable = isTable;
    if (isTable) this.#parameters.push('i32', 'i32');
  }

  encode(memory: wasm.MemoryKind | undefined): wasm.ModuleBytes {
    const { tensors, broadcasts, scalars, integers, outputs } = this.#program;
    const start = this.#parameter('i32');
    const count = this.#parameter('i32');
    const reductions = this.#parameter('i32');
    const inputAddress = new Map(tensors.map((name) => [name, this.#parameter('i32')]));
    const perElement = outputs.filter(({ reduce }) => reduce === undefined);
    const outputAddress = new Map(perElement.map(({ name }) => [name, this.#parameter('i32')]));
    const numbers = new Map<string, number>();
    for (const name of [...broadcasts, ...scalars]) numbers.set(name, this.#parameter('f32'));
    for (const name of integers) numbers.set(name, this.#parameter('i32'));

    const offset = this.#local('i32');
    const limit = this.#local('i32');
    const lanes = this.#local('v128');
    this.#before.push(
      ...[...wasm.i32Const(0), ...wasm.localSet(offset)],
      ...[...wasm.localGet(count), ...wasm.i32Const(3), ...wasm.i32Add],
      ...[...wasm.i32Const(2), ...wasm.i32ShrU, ...wasm.i32Const(4), ...wasm.i32Shl],
      ...wasm.localSet(limit),
      ...[...wasm.i32x4Const(0, 1, 2, 3), ...wasm.localSet(lanes)],
    );

    const address = (pointer: number | undefined): wasm.Bytes => [
      ...wasm.localGet(pointer as number),
      ...wasm.localGet(offset),
      ...wasm.i32Add,
    ];
    const place = {
      elements: [
        ...wasm.localGet(lanes),
        ...wasm.localGet(start),
        ...wasm.simd('i32x4Splat'),
        ...wasm.simd('i32x4Add'),
      ],
      newLocal: () => this.#local('v128'),
    };
    this.#program.nodes.forEach((node, index) => {
      const name = node.name as string;
      switch (node.op) {
        case 'constant':
          this.#keep(index, wasm.f32x4Const(node.value as number), this.#before);
          break;
        case 'broadcast':
        case 'scalar':
          this.#keep(index, splat(numbers.get(name), 'f32x4Splat'), this.#before);
          break;
        case 'integer':
          this.#keep(index, splat(numbers.get(name), 'i32x4Splat'), this.#before);
          break;
        case 'tensor':
          this.#varying.add(index);
          this.#keep(index, [...address(inputAddress.get(name)), ...wasm.v128Load()], this.#body);
          break;
        default: {
          const [a = [], b = [], c = []] = node.args.map((arg) => this.#values[arg] as wasm.Bytes);
          const code = emit[node.op]([a, b, c], place);
          const varies = node.op === 'bits' || node.args.some((arg) => this.#varying.has(arg));
          if (varies) this.#varying.add(index);
          this.#keep(index, code, varies ? this.#body : this.#before);
        }
      }
    });

    for (const { name, node } of perElement) {
      const value = this.#values[node] as wasm.Bytes;
      this.#body.push(...address(outputAddress.get(name)), ...value, ...wasm.v128Store());
    }
    outputs
      .filter(({ reduce }) => reduce !== undefined)
      .forEach(({ node, reduce }, i) => {
        const counts = [
          ...wasm.localGet(lanes),
          ...[...wasm.localGet(count), ...wasm.simd('i32x4Splat')],
          ...wasm.simd('i32x4LtS'),
        ];
        const value = this.#values[node] as wasm.Bytes;
        const at = i * reductionBytes;
        if (reduce === 'sum') this.#sum(value, counts, reductions, at);
        else this.#max(value, counts, reductions, at);
      });

    this.#body.push(
      ...[...wasm.localGet(lanes), ...wasm.i32x4Const(4, 4, 4, 4)],
      ...[...wasm.simd('i32x4Add'), ...wasm.localSet(lanes)],
      ...[...wasm.localGet(offset), ...wasm.i32Const(vectorBytes), ...wasm.i32Add],
      ...[...wasm.localTee(offset), ...wasm.localGet(limit), ...wasm.i32LtU],
    );
    const code = [
      ...this.#before,
      ...[...wasm.localGet(limit), ...wasm.when(wasm.repeat(this.#body))],
      ...this.#after,
    ];
    const whole = this.#isTable ? this.#forTable(code) : code;
    return wasm.moduleOf(this.#parameters, this.#locals, whole, memory);
  }

  /** Adds the lanes that count to four float64 numbers, in two vectors. */
  #sum(value: wasm.Bytes, counts: wasm.Bytes, reductions: number, at: number): void {
    const masked = this.#local('v128');
    const [low, high] = [this.#local('v128'), this.#local('v128')];
    this.#carry(low, reductions, at);
    this.#carry(high, reductions, at + vectorBytes);
    const promote = wasm.simd('f64x2PromoteLow');
    const add = wasm.simd('f64x2Add');
    this.#body.push(
      ...[...value, ...counts, ...wasm.simd('v128And'), ...wasm.localSet(masked)],
      ...[...wasm.localGet(low), ...wasm.localGet(masked), ...promote, ...add],
      ...wasm.localSet(low),
      ...[...wasm.localGet(high), ...wasm.localGet(masked), ...wasm.localGet(masked)],
      ...[...wasm.highToLow, ...promote, ...add],
      ...wasm.localSet(high),
    );
  }

  /** Keeps the largest of the lanes that count. */
  #max(value: wasm.Bytes, counts: wasm.Bytes, reductions: number, at: number): void {
    const largest = this.#local('v128');
    this.#carry(largest, reductions, at);
    this.#body.push(
      ...wasm.localGet(largest),
      ...[...value, ...wasm.f32x4Const(-Infinity), ...counts, ...wasm.simd('v128Bitselect')],
      ...[...wasm.simd('f32x4Max'), ...wasm.localSet(largest)],
    );
  }

  /** Brings a vector in from the last call and keeps it for the next. */
  #carry(local: number, reductions: number, at: number): void {
    this.#before.push(
      ...[...wasm.localGet(reductions), ...wasm.v128Load(at), ...wasm.localSet(local)],
    );
    this.#after.push(
      ...[...wasm.localGet(reductions), ...wasm.localGet(local), ...wasm.v128Store(at)],
    );
  }

  /** Computes a node once, where `code` goes, and keeps its value in a local. */
  #keep(index: number, code: wasm.Bytes, where: number[]): void {
    const local = this.#local('v128');
    where.push(...code, ...wasm.localSet(local));
    this.#values[index] = wasm.localGet(local);
  }

  /** Does one call after the other. */
  #forTable(call: wasm.Bytes): wasm.Bytes {
    const [at, end] = [0, 1];
    return wasm.repeat([
      ...this.#reads,
      ...call,
      ...[...wasm.localGet(at), ...wasm.i32Const(4 * this.#argumentCount), ...wasm.i32Add],
      ...[...wasm.localTee(at), ...wasm.localGet(end), ...wasm.i32LtU],
    ]);
  }

  #parameter(type: 'i32' | 'f32'): number {
    if (!this.#isTable) return this.#parameters.push(type) - 1;
    const local = this.#local(type);
    const place = 4 * this.#argumentCount++;
    this.#reads.push(...[...wasm.localGet(0), ...wasm.load(type, place), ...wasm.localSet(local)]);
    return local;
  }

  /** Parameters are numbered first, so all of them are declared before the first local. */
  #local(type: wasm.WasmType): number {
    return this.#parameters.length + this.#locals.push(type) - 1;
  }
}

function splat(
  parameter: number | undefined,
  instruction: 'f32x4Splat' | 'i32x4Splat',
): wasm.Bytes {
  return [...wasm.localGet(parameter as number), ...wasm.simd(instruction)];
}
