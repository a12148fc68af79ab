import { emit } from '../emit.js';
import * as wasm from '../wasm.js';
import { exp, log } from './exponential.js';
import { argsOf, isReduction, isWhole, type Passes, passesOf } from './row-analysis.js';
import { load, Pointer, store, type Width } from './row-pointer.js';
import type { ElementOperation, RowNode, RowProgram } from './row-program.js';

/** Writes the function `run(rows, columns, scratch, ...inputs, ...outputs)`. */
export class RowWriter {
  readonly #program: RowProgram;
  readonly #passes: Passes;
  readonly #parameters: wasm.WasmType[] = [];
  readonly #locals: wasm.WasmType[] = [];
  readonly #rows: number;
  readonly #columns: number;
  readonly #scratch: number;
  /** Of inputs and then of outputs. */
  readonly #pointers: readonly Pointer[];
  /** By node. */
  readonly #inputs: ReadonlyMap<number, Pointer>;
  /** In their order. */
  readonly #outputs: readonly Pointer[];
  readonly #row: number;
  /** Bytes of a row, and of the vectors that are full. */
  readonly #width: number;
  readonly #fullWidth: number;
  /** Bytes of the row that are done. */
  readonly #done: number;
  /** By node. */
  readonly #values: readonly number[];
  /** By node that is a maximum: all bits of a lane are set once it was given NaN. */
  readonly #marks = new Map<number, number>();

  constructor(program: RowProgram) {
    this.#program = program;
    this.#passes = passesOf(program);
    this.#rows = this.#parameter();
    this.#columns = this.#parameter();
    this.#scratch = this.#parameter();
    const inputs = program.nodes.flatMap((node, at) => (node.op === 'input' ? { node, at } : []));
    const declared = [...inputs.map(({ node }) => node), ...program.outputs].map((one) => ({
      ...{ one, address: this.#parameter() },
      numbers:
        one.layout.rows === 'chosen'
          ? { repeat: this.#parameter(), period: this.#parameter() }
          : undefined,
    }));
    // Parameters are numbered first, so all of them are declared before the first local.
    this.#row = this.#local('i32');
    this.#width = this.#local('i32');
    this.#fullWidth = this.#local('i32');
    this.#done = this.#local('i32');
    const locals = { row: this.#row, columns: this.#columns, width: this.#width, done: this.#done };
    this.#pointers = declared.map(({ one, address, numbers }) => {
      const chosen = numbers && { ...numbers, at: this.#local('i32') };
      return new Pointer(one, address, chosen, locals);
    });
    this.#inputs = new Map(inputs.map(({ at }, i) => [at, this.#pointers[i] as Pointer]));
    this.#outputs = this.#pointers.slice(inputs.length);
    this.#values = program.nodes.map(() => this.#local('v128'));
    program.nodes.forEach(({ op }, at) => {
      if (op === 'rowMax') this.#marks.set(at, this.#local('v128'));
    });
  }

  encode(memory: wasm.MemoryKind | undefined): wasm.ModuleBytes {
    const { count } = this.#passes;
    const row = wasm.join(
      ...this.#pointers.map((one) => one.chooseRow()),
      ...Array.from({ length: count }, (_, pass) =>
        wasm.join(this.#computeLevel('row', pass), this.#pass(pass)),
      ),
      this.#computeLevel('row', count),
      this.#storeLevel('row'),
      ...this.#pointers.map((one) => one.moveOn()),
      wasm.raise(this.#row, wasm.i32Const(1)),
      [...wasm.localGet(this.#row), ...wasm.localGet(this.#rows), ...wasm.i32LtU],
    );
    const code = wasm.join(
      [...wasm.localGet(this.#columns), ...wasm.i32Const(2), ...wasm.i32Shl],
      [...wasm.localTee(this.#width), ...wasm.i32Const(-16), ...wasm.i32And],
      wasm.localSet(this.#fullWidth),
      this.#computeLevel('once', 0),
      this.#storeLevel('once'),
      wasm.repeat(row),
    );
    return wasm.moduleOf(this.#parameters, this.#locals, code, memory);
  }

  /** Computes the values of a level, other than elements, that are there before a pass and not before the one before it. */
  #computeLevel(level: 'once' | 'row', pass: number): wasm.Bytes {
    return this.#program.nodes.flatMap((node, at) => {
      const { levels, passes } = this.#passes;
      if (levels[at] !== level || passes[at] !== pass || isReduction(node)) return [];
      return [...this.#compute(node, at), ...wasm.localSet(this.#values[at] as number)];
    });
  }

  /** Writes the outputs of a level other than elements. */
  #storeLevel(level: 'once' | 'row'): wasm.Bytes {
    return this.#program.outputs.flatMap(({ node }, i) => {
      if (this.#passes.levels[node] !== level) return [];
      return (this.#outputs[i] as Pointer).storeOfRow(this.#value(node));
    });
  }

  /** One pass through a row. */
  #pass(pass: number): wasm.Bytes {
    const reductions = this.#program.nodes.flatMap((node, at) =>
      isReduction(node) && this.#passes.passes[at] === pass + 1
        ? { value: this.#values[at] as number, isSum: node.op === 'rowSum', at }
        : [],
    );
    const begin = reductions.flatMap(({ value, isSum, at }) => [
      ...[...wasm.f32x4Const(isSum ? 0 : -Infinity), ...wasm.localSet(value)],
      ...(isSum ? [] : [...wasm.f32x4Const(0), ...wasm.localSet(this.#marks.get(at) as number)]),
    ]);
    const join = reductions.flatMap(({ value, isSum }) => {
      const operation = wasm.simd(isSum ? 'f32x4Add' : 'f32x4PMax');
      return [wasm.neighbours, wasm.otherHalf].flatMap((other) => [
        ...[...wasm.localGet(value), ...wasm.localGet(value), ...wasm.localGet(value)],
        ...[...other, ...operation, ...wasm.localSet(value)],
      ]);
    });
    const end = reductions.flatMap(({ value, isSum, at }) => {
      if (isSum) return [];
      const marks = wasm.localGet(this.#marks.get(at) as number);
      const together = [wasm.neighbours, wasm.otherHalf].flatMap((other) => [
        ...[...marks, ...marks, ...marks, ...other, ...wasm.simd('v128Or')],
        ...wasm.localSet(this.#marks.get(at) as number),
      ]);
      return [
        ...together,
        ...[...wasm.localGet(value), ...marks, ...wasm.simd('v128Or'), ...wasm.localSet(value)],
      ];
    });
    return wasm.join(
      begin,
      [...wasm.i32Const(0), ...wasm.localSet(this.#done)],
      this.#loop(pass, 4),
      join,
      this.#loop(pass, 1),
      end,
    );
  }

  /** The elements of a pass that are left, so many at a time. */
  #loop(pass: number, width: Width): wasm.Bytes {
    const end = width === 4 ? this.#fullWidth : this.#width;
    const isLeft = [...wasm.localGet(this.#done), ...wasm.localGet(end), ...wasm.i32LtU];
    const body = wasm.join(
      this.#elements(pass, width),
      wasm.raise(this.#done, wasm.i32Const(4 * width)),
      isLeft,
    );
    return wasm.join(isLeft, wasm.when(wasm.repeat(body)));
  }

  /** What a pass does with some elements. */
  #elements(pass: number, width: Width): wasm.Bytes {
    const { nodes, outputs } = this.#program;
    const { levels, passes, kept } = this.#passes;
    const code: wasm.Bytes[] = [];
    const present = new Set<number>();
    const need = (at: number) => {
      if (levels[at] !== 'element' || present.has(at)) return;
      present.add(at);
      code.push(this.#fetch(at, width), wasm.localSet(this.#values[at] as number));
    };
    const isInput = (at: number) => nodes[at]?.op === 'input';
    nodes.forEach((node, at) => {
      const isOfPass = levels[at] === 'element' && passes[at] === pass && !isInput(at);
      const isReduced = isReduction(node) && passes[at] === pass + 1;
      if (!isOfPass && !isReduced) return;
      for (const arg of argsOf(node)) need(arg);
      code.push(this.#compute(node, at), wasm.localSet(this.#values[at] as number));
      if (!isOfPass) return;
      present.add(at);
      const slot = kept.indexOf(at);
      if (slot >= 0) code.push(this.#slot(slot), store(this.#value(at), width));
    });
    outputs.forEach(({ node, adds }, i) => {
      if (levels[node] !== 'element' || passes[node] !== pass) return;
      need(node);
      const pointer = this.#outputs[i] as Pointer;
      const value = this.#value(node);
      const sum = [...pointer.load(width), ...value, ...wasm.simd('f32x4Add')];
      code.push(pointer.store(adds ? sum : value, width));
    });
    return wasm.join(...code);
  }

  /** Reads elements that lie in memory. */
  #fetch(at: number, width: Width): wasm.Bytes {
    const input = this.#inputs.get(at);
    if (input) return input.load(width);
    const slot = this.#passes.kept.indexOf(at);
    if (slot >= 0) return [...this.#slot(slot), ...load(width)];
    const output = this.#program.outputs.findIndex((one) => one.node === at && isWhole(one));
    return (this.#outputs[output] as Pointer).load(width);
  }

  /** Computes a node of values that are there. */
  #compute(node: RowNode, at: number): wasm.Bytes {
    switch (node.op) {
      case 'input':
        return (this.#inputs.get(at) as Pointer).loadOfRow();
      case 'constant':
        return wasm.f32x4Const(node.value);
      case 'columns':
        return [
          ...[...wasm.localGet(this.#columns), ...wasm.f32ConvertU],
          ...wasm.simd('f32x4Splat'),
        ];
      case 'rowSum':
        return [...this.#value(at), ...this.#value(node.args[0]), ...wasm.simd('f32x4Add')];
      case 'rowMax': {
        const marks = this.#marks.get(at) as number;
        const value = this.#value(node.args[0]);
        return [
          ...[...wasm.localGet(marks), ...value, ...value, ...wasm.simd('f32x4Ne')],
          ...[...wasm.simd('v128Or'), ...wasm.localSet(marks)],
          ...[...this.#value(at), ...value, ...wasm.simd('f32x4PMax')],
        ];
      }
      default: {
        const args = node.args.map((arg) => this.#value(arg));
        return operation(node.op, args, () => this.#local('v128'));
      }
    }
  }

  #value(at: number): wasm.Bytes {
    return wasm.localGet(this.#values[at] as number);
  }

  /** Address of elements that are kept for a later pass. */
  #slot(slot: number): wasm.Bytes {
    return [
      ...[...wasm.localGet(this.#width), ...wasm.i32Const(15), ...wasm.i32Add],
      ...[...wasm.i32Const(-16), ...wasm.i32And, ...wasm.i32Const(slot), ...wasm.i32Mul],
      ...[...wasm.localGet(this.#scratch), ...wasm.i32Add],
      ...[...wasm.localGet(this.#done), ...wasm.i32Add],
    ];
  }

  #parameter(): number {
    return this.#parameters.push('i32') - 1;
  }

  #local(type: wasm.WasmType): number {
    return this.#parameters.length + this.#locals.push(type) - 1;
  }
}

function operation(
  op: ElementOperation,
  args: readonly wasm.Bytes[],
  newLocal: () => number,
): wasm.Bytes {
  const [a = [], b = [], c = []] = args;
  switch (op) {
    case 'exp':
      return exp(a, newLocal);
    case 'log':
      return log(a, newLocal);
    case 'larger':
      return [...a, ...b, ...wasm.simd('f32x4PMax')];
    case 'smaller':
      return [...a, ...b, ...wasm.simd('f32x4PMin')];
    default:
      return emit[op]([a, b, c], { elements: [], newLocal });
  }
}
