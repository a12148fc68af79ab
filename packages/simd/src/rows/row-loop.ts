import { emit } from '../emit.js';
import * as wasm from '../wasm.js';
import { exp, log } from './exponential.js';
import { argsOf, isReduction, isWhole, type Passes, passesOf } from './row-analysis.js';
import type { ElementOperation, ElementType, Layout, RowNode, RowProgram } from './row-program.js';

/** A row program as machine code over one memory. Its arguments are those of {@link rowArguments}. */
export type RowLoop = (args: readonly number[]) => void;

/** Arguments of a {@link RowLoop}, which whoever runs it fills in. */
export interface RowArguments {
  /**
   * Rows and columns of the matrix, which are ≥ 1, and the address of scratch space; then the address of each input and of each output, in
   * their order, and after each of them `repeat` and `period` where its layout chooses rows. What elements are added to begins at 0.
   */
  readonly args: number[];
  /** Where in them the address of each input is, then of each output. */
  readonly addresses: readonly number[];
}

/** Arguments for a row program, all 0 but what rows are chosen by. */
export function rowArguments(
  { nodes, outputs }: RowProgram,
  chosen: readonly { readonly repeat: number; readonly period: number }[],
): RowArguments {
  const args = [0, 0, 0];
  const inputs = nodes.flatMap((node) => (node.op === 'input' ? node : []));
  const addresses = [...inputs, ...outputs].map(({ layout }, i) => {
    const at = args.push(0) - 1;
    if (layout.rows === 'chosen') args.push(chosen[i].repeat, chosen[i].period);
    return at;
  });
  return { args, addresses };
}

/** How many rows of scratch space a row program needs, each of whole vectors. */
export const scratchRows = (program: RowProgram): number => passesOf(program).kept.length;

/**
 * Compiles a row program. A row takes a loop of vectors for each pass, and another for the elements that are left. A sum
 * keeps four partial sums, element i in the (i mod 4)-th, added as (0 + 1) + (2 + 3), and then takes what is left.
 */
export function compileRows(program: RowProgram, memory?: wasm.MemoryKind): WebAssembly.Module {
  return new WebAssembly.Module(new RowWriter(program).encode(memory));
}

/** Ties a compiled row program to a memory of the kind that it was compiled for. */
export function bindRows(module: WebAssembly.Module, memory: WebAssembly.Memory): RowLoop {
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    run: (...args: number[]) => void;
  };
  return (args) => run(...args);
}

/** Whether a loop takes four elements at a time or one, which is then in all lanes. */
type Width = 4 | 1;

/** How an input or an output is found. */
interface Pointer {
  readonly layout: Layout;
  readonly type: ElementType;
  /** Parameter with the address of the first row. Where a row follows the other, it moves on with them. */
  readonly address: number;
  /** Parameters that choose a row, and the local with the address of that row. */
  readonly chosen:
    | { readonly repeat: number; readonly period: number; readonly at: number }
    | undefined;
}

/** Writes the function `run(rows, columns, scratch, ...inputs, ...outputs)`. */
class RowWriter {
  readonly #program: RowProgram;
  readonly #passes: Passes;
  readonly #parameters: wasm.WasmType[] = [];
  readonly #locals: wasm.WasmType[] = [];
  readonly #rows: number;
  readonly #columns: number;
  readonly #scratch: number;
  /** By node. */
  readonly #inputs = new Map<number, Pointer>();
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
    const chosen: Pointer[] = [];
    const pointer = ({ layout, type }: Pick<Pointer, 'layout' | 'type'>): Pointer => {
      const address = this.#parameter();
      if (layout.rows !== 'chosen') return { layout, type, address, chosen: undefined };
      const [repeat, period] = [this.#parameter(), this.#parameter()];
      const made = { layout, type, address, chosen: { repeat, period, at: 0 } };
      chosen.push(made);
      return made;
    };
    program.nodes.forEach((node, at) => {
      if (node.op === 'input') this.#inputs.set(at, pointer(node));
    });
    this.#outputs = program.outputs.map(pointer);
    // Parameters are numbered first, so all of them are declared before the first local.
    for (const one of chosen) Object.assign(one.chosen as object, { at: this.#local('i32') });
    this.#row = this.#local('i32');
    this.#width = this.#local('i32');
    this.#fullWidth = this.#local('i32');
    this.#done = this.#local('i32');
    this.#values = program.nodes.map(() => this.#local('v128'));
    program.nodes.forEach(({ op }, at) => {
      if (op === 'rowMax') this.#marks.set(at, this.#local('v128'));
    });
  }

  encode(memory: wasm.MemoryKind | undefined): wasm.ModuleBytes {
    const { count } = this.#passes;
    const row = [
      ...this.#chooseRows(),
      ...Array.from({ length: count }, (_, pass) => [
        ...this.#computeLevel('row', pass),
        ...this.#pass(pass),
      ]).flat(),
      ...this.#computeLevel('row', count),
      ...this.#storeLevel('row'),
      ...this.#moveOn(),
      ...raise(this.#row, wasm.i32Const(1)),
      ...[...wasm.localGet(this.#row), ...wasm.localGet(this.#rows), ...wasm.i32LtU],
    ];
    const code = [
      ...[...wasm.localGet(this.#columns), ...wasm.i32Const(2), ...wasm.i32Shl],
      ...[...wasm.localTee(this.#width), ...wasm.i32Const(-16), ...wasm.i32And],
      ...wasm.localSet(this.#fullWidth),
      ...this.#computeLevel('once', 0),
      ...this.#storeLevel('once'),
      ...wasm.repeat(row),
    ];
    return wasm.moduleOf(this.#parameters, this.#locals, code, memory);
  }

  /** Finds the rows of inputs and outputs that are chosen by the number of the row. */
  #chooseRows(): wasm.Bytes {
    return this.#pointers().flatMap((pointer) => {
      const { address, chosen } = pointer;
      if (chosen === undefined) return [];
      return [
        ...[...wasm.localGet(this.#row), ...wasm.localGet(chosen.repeat), ...wasm.i32DivU],
        ...[...wasm.localGet(chosen.period), ...wasm.i32RemU],
        ...[...this.#rowBytes(pointer), ...wasm.i32Mul],
        ...[...wasm.localGet(address), ...wasm.i32Add],
        ...wasm.localSet(chosen.at),
      ];
    });
  }

  /** Goes on to the next row where one row follows the other. */
  #moveOn(): wasm.Bytes {
    return this.#pointers().flatMap((pointer) =>
      pointer.layout.rows === 'all' ? raise(pointer.address, this.#rowBytes(pointer)) : [],
    );
  }

  /** Bytes from one row of an input or output to the next. */
  #rowBytes({ layout, type }: Pointer): wasm.Bytes {
    if (layout.columns === 'one') return wasm.i32Const(type === 'bool' ? 1 : 4);
    return wasm.localGet(type === 'bool' ? this.#columns : this.#width);
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
      const pointer = this.#outputs[i] as Pointer;
      return [...address(pointer), ...store(this.#value(node), 1, pointer.type)];
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
    return [
      ...begin,
      ...[...wasm.i32Const(0), ...wasm.localSet(this.#done)],
      ...this.#loop(pass, 4),
      ...join,
      ...this.#loop(pass, 1),
      ...end,
    ];
  }

  /** The elements of a pass that are left, so many at a time. */
  #loop(pass: number, width: Width): wasm.Bytes {
    const end = width === 4 ? this.#fullWidth : this.#width;
    const isLeft = [...wasm.localGet(this.#done), ...wasm.localGet(end), ...wasm.i32LtU];
    const body = [
      ...this.#elements(pass, width),
      ...raise(this.#done, wasm.i32Const(4 * width)),
      ...isLeft,
    ];
    return [...isLeft, ...wasm.when(wasm.repeat(body))];
  }

  /** What a pass does with some elements. */
  #elements(pass: number, width: Width): wasm.Bytes {
    const { nodes, outputs } = this.#program;
    const { levels, passes, kept } = this.#passes;
    const code: number[] = [];
    const present = new Set<number>();
    const need = (at: number) => {
      if (levels[at] !== 'element' || present.has(at)) return;
      present.add(at);
      code.push(...this.#fetch(at, width), ...wasm.localSet(this.#values[at] as number));
    };
    const isInput = (at: number) => nodes[at]?.op === 'input';
    nodes.forEach((node, at) => {
      const isOfPass = levels[at] === 'element' && passes[at] === pass && !isInput(at);
      const isReduced = isReduction(node) && passes[at] === pass + 1;
      if (!isOfPass && !isReduced) return;
      for (const arg of argsOf(node)) need(arg);
      code.push(...this.#compute(node, at), ...wasm.localSet(this.#values[at] as number));
      if (!isOfPass) return;
      present.add(at);
      const slot = kept.indexOf(at);
      if (slot >= 0) code.push(...this.#slot(slot), ...store(this.#value(at), width));
    });
    outputs.forEach(({ node, adds }, i) => {
      if (levels[node] !== 'element' || passes[node] !== pass) return;
      need(node);
      const pointer = this.#outputs[i] as Pointer;
      const place = this.#element(pointer);
      const sum = [...place, ...load(width), ...this.#value(node), ...wasm.simd('f32x4Add')];
      code.push(...place, ...store(adds ? sum : this.#value(node), width, pointer.type));
    });
    return code;
  }

  /** Reads elements that lie in memory. */
  #fetch(at: number, width: Width): wasm.Bytes {
    const input = this.#inputs.get(at);
    if (input) return [...this.#element(input), ...load(width, input.type)];
    const slot = this.#passes.kept.indexOf(at);
    if (slot >= 0) return [...this.#slot(slot), ...load(width)];
    const output = this.#program.outputs.findIndex((one) => one.node === at && isWhole(one));
    const pointer = this.#outputs[output] as Pointer;
    return [...this.#element(pointer), ...load(width, pointer.type)];
  }

  /** Computes a node of values that are there. */
  #compute(node: RowNode, at: number): wasm.Bytes {
    switch (node.op) {
      case 'input': {
        const pointer = this.#inputs.get(at) as Pointer;
        return [...address(pointer), ...load(1, pointer.type)];
      }
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

  #element(pointer: Pointer): wasm.Bytes {
    const done = wasm.localGet(this.#done);
    const bytes = pointer.type === 'bool' ? [...done, ...wasm.i32Const(2), ...wasm.i32ShrU] : done;
    return [...address(pointer), ...bytes, ...wasm.i32Add];
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

  #pointers(): readonly Pointer[] {
    return [...this.#inputs.values(), ...this.#outputs];
  }

  #parameter(): number {
    return this.#parameters.push('i32') - 1;
  }

  #local(type: wasm.WasmType): number {
    return this.#parameters.length + this.#locals.push(type) - 1;
  }
}

/** Reads elements at the address on the stack. */
function load(width: Width, type: ElementType = 'float32'): wasm.Bytes {
  if (type === 'float32') return width === 4 ? wasm.v128Load() : wasm.v128LoadSplat();
  const integers =
    width === 4
      ? [...wasm.v128Load32, ...wasm.simd('i16x8ExtendLowU'), ...wasm.simd('i32x4ExtendLowU')]
      : [...wasm.i32Load8, ...wasm.simd('i32x4Splat')];
  return [...integers, ...wasm.i32x4Const(0, 0, 0, 0), ...wasm.simd('i32x4Ne')];
}

/** Writes elements at the address on the stack. */
function store(value: wasm.Bytes, width: Width, type: ElementType = 'float32'): wasm.Bytes {
  if (type === 'float32') {
    return [...value, ...(width === 4 ? wasm.v128Store() : wasm.f32StoreLane())];
  }
  const bits = [...value, ...wasm.i32x4Const(1, 1, 1, 1), ...wasm.simd('v128And')];
  return width === 4
    ? [...bits, ...bits, ...wasm.firstBytes, ...wasm.v128Store32]
    : [...bits, ...wasm.i32FirstLane, ...wasm.i32Store8];
}

/** Address of the row at hand. */
const address = ({ address, chosen }: Pointer): wasm.Bytes =>
  wasm.localGet(chosen ? chosen.at : address);

const raise = (local: number, by: wasm.Bytes): wasm.Bytes => [
  ...[...wasm.localGet(local), ...by, ...wasm.i32Add],
  ...wasm.localSet(local),
];

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
