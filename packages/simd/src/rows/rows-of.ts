import { sizeOf } from '@nadir/core/internal';
import { type ElementKernel, elementKernels } from './element-kernels.js';
import { type KernelStep, type KernelTensor, type Reduction, reductionOf } from './kernel-step.js';
import {
  areAlike,
  broadcastTo,
  innerAxes,
  type MatrixSize,
  type Placement,
  placement,
} from './placement.js';
import type { ElementType, RowNode, RowOutput, RowProgram } from './row-program.js';

/** A tensor of which a row program reads, or which it makes. */
export interface PlacedTensor {
  readonly buffer: number;
  readonly placement: Placement;
}

/** Kernels as one row program. */
export interface Rows extends MatrixSize {
  readonly program: RowProgram;
  /** In the order of the program. */
  readonly inputs: readonly PlacedTensor[];
  readonly outputs: readonly PlacedTensor[];
}

/**
 * Kernels as one row program, if one can compute them: all of them on the elements of one matrix, or on one number for each row
 * or column of it.
 *
 * @param outputs Buffers that are needed afterwards.
 */
export function rowsOf(steps: readonly KernelStep[], outputs: readonly number[]): Rows | undefined {
  const tensors = steps.flatMap(({ inputs, output }) => [...inputs, output]);
  if (!steps.every(isKnown)) return undefined;
  const size = Math.max(...tensors.map(({ shape }) => sizeOf(shape)));
  if (tensors.some(({ shape }) => sizeOf(shape) === 0)) return undefined;
  for (const columns of possibleColumns(steps, tensors, size)) {
    const rows = new Translation(steps, { rows: size / columns, columns }).run(outputs);
    if (rows !== undefined) return rows;
  }
  return undefined;
}

/** Whether a kernel is one that rows can have, on tensors of types that it is known for. */
function isKnown(step: KernelStep): boolean {
  const { name, inputs, output } = step;
  const { takes, makes } = reductionOf(step) ? onNumbers : (elementKernels[name] ?? onNothing);
  if (output.dtype !== makes || inputs.length !== takes.length) return false;
  // A condition of one rank less chooses rows.
  const isAlike = name !== 'Select' || inputs.every(({ shape }) => areSame(shape, output.shape));
  return isAlike && inputs.every(({ dtype }, i) => dtype === takes[i]);
}

const onNumbers = { takes: ['float32'], makes: 'float32' } as const;
const onNothing = { takes: [], makes: undefined } as const;

const areSame = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join();

/** Lengths that rows might have, the longest first. */
function possibleColumns(
  steps: readonly KernelStep[],
  tensors: readonly KernelTensor[],
  size: number,
): readonly number[] {
  // What is computed of a row decides how long it is.
  const decided = steps.map(reductionOf).find((one) => one && one.kind !== 'columnSum');
  if (decided) return [decided.columns];
  const whole = tensors.filter(({ shape }) => sizeOf(shape) === size);
  const lengths = whole.flatMap(({ shape }) => shape.map((_, axis) => sizeOf(shape.slice(axis))));
  return [...new Set([size, ...lengths])].sort((a, b) => b - a);
}

class Translation {
  readonly #steps: readonly KernelStep[];
  readonly #size: MatrixSize;
  readonly #elements: number;
  readonly #nodes: RowNode[] = [];
  readonly #inputs: (PlacedTensor & { readonly node: number })[] = [];
  /** By buffer that a step makes. */
  readonly #placements = new Map<number, Placement>();
  readonly #values = new Map<number, number>();
  readonly #sums = new Set<number>();
  /** Of what steps make, by buffer. */
  readonly #types: ReadonlyMap<number, ElementType>;

  constructor(steps: readonly KernelStep[], size: MatrixSize) {
    this.#steps = steps;
    this.#size = size;
    this.#elements = size.rows * size.columns;
    this.#types = new Map(steps.map(({ output }) => [output.buffer, output.dtype as ElementType]));
  }

  run(outputs: readonly number[]): Rows | undefined {
    if (!this.#steps.every((step) => this.#placeReduction(step))) return undefined;
    while (this.#steps.some((step) => this.#placeByNeighbours(step)));
    if (!this.#steps.every((step) => this.#translate(step))) return undefined;
    const made = outputs.map((buffer): RowOutput & PlacedTensor => {
      const place = this.#placements.get(buffer) as Placement;
      const node = this.#values.get(buffer) as number;
      const type = this.#types.get(buffer) as ElementType;
      const adds = this.#sums.has(buffer);
      return { node, layout: layoutOf(place), type, adds, buffer, placement: place };
    });
    return {
      ...this.#size,
      program: {
        nodes: this.#nodes,
        outputs: made.map(({ node, layout, type, adds }) => ({ node, layout, type, adds })),
      },
      inputs: this.#inputs.map(({ buffer, placement }) => ({ buffer, placement })),
      outputs: made.map(({ buffer, placement }) => ({ buffer, placement })),
    };
  }

  /** Places what a reduction makes, and all that has every element. Says whether that can be. */
  #placeReduction(step: KernelStep): boolean {
    const reduction = reductionOf(step);
    const { output, inputs } = step;
    if (reduction === undefined) {
      if (this.#isWhole(output)) this.#place(output, this.#whole());
      return true;
    }
    if (!this.#isWhole(inputs[0] as KernelTensor)) return false;
    const { kind, columns } = reduction;
    const { rows } = this.#size;
    if (kind === 'softmax') this.#place(output, this.#whole());
    else if (kind !== 'columnSum') {
      this.#place(output, placement(this.#size, { repeat: 1, period: rows, isWide: false }));
    } else {
      const period = columns / this.#size.columns;
      if (!Number.isInteger(period) || rows % period !== 0 || rows === period) return false;
      this.#place(output, placement(this.#size, { repeat: 1, period, isWide: true }));
      this.#sums.add(output.buffer);
    }
    return kind === 'columnSum' || columns === this.#size.columns;
  }

  /** Places what a step makes, or what it reads, by the other. Says whether it has. */
  #placeByNeighbours({ inputs, output }: KernelStep): boolean {
    const own = this.#placements.get(output.buffer);
    const open = inputs.filter((one) => this.#types.has(one.buffer) && !this.#isPlaced(one));
    if (own !== undefined) {
      const placed = open.map((one) => [one, this.#placementIn(one, output, own)] as const);
      for (const [one, place] of placed) if (place) this.#place(one, place);
      return placed.some(([, place]) => place !== undefined);
    }
    const alike = inputs.find(
      (one) => this.#isPlaced(one) && sizeOf(one.shape) === sizeOf(output.shape),
    );
    if (alike === undefined) return false;
    this.#place(output, this.#placements.get(alike.buffer) as Placement);
    return true;
  }

  /** Adds the nodes of a step. Says whether what it reads is where it has to be. */
  #translate(step: KernelStep): boolean {
    const { name, inputs, attrs, output } = step;
    const own = this.#placements.get(output.buffer);
    if (own === undefined) return false;
    const reduction = reductionOf(step);
    const args = inputs.map((one) => {
      const place = reduction ? this.#whole() : this.#placementIn(one, output, own);
      return place && this.#read(one, place);
    });
    if (args.includes(undefined)) return false;
    const given = args as number[];
    const value = reduction
      ? this.#reduce(reduction.kind, given[0] as number)
      : (elementKernels[name] as ElementKernel).build(this.#add, given, attrs);
    this.#values.set(output.buffer, value);
    return true;
  }

  #reduce(kind: Reduction, x: number): number {
    const add = this.#add;
    switch (kind) {
      case 'columnSum':
        return x;
      case 'rowSum':
      case 'rowMax':
        return add({ op: kind, args: [x] });
      case 'rowMean':
        return add({ op: 'div', args: [add({ op: 'rowSum', args: [x] }), add({ op: 'columns' })] });
      case 'softmax': {
        const less = add({ op: 'sub', args: [x, add({ op: 'rowMax', args: [x] })] });
        const power = add({ op: 'exp', args: [less] });
        const sum = add({ op: 'rowSum', args: [power] });
        const share = add({ op: 'div', args: [add({ op: 'constant', value: 1 }), sum] });
        return add({ op: 'mul', args: [power, share] });
      }
    }
  }

  /** The value of a tensor that belongs somewhere, if it is there. */
  #read({ buffer, dtype }: KernelTensor, place: Placement): number | undefined {
    if (this.#types.has(buffer)) {
      const own = this.#placements.get(buffer);
      const fits = own !== undefined && areAlike(own, place) && !this.#sums.has(buffer);
      return fits ? this.#values.get(buffer) : undefined;
    }
    const known = this.#inputs.find(
      (one) => one.buffer === buffer && areAlike(one.placement, place),
    );
    if (known) return known.node;
    const node = this.#add({ op: 'input', layout: layoutOf(place), type: dtype as ElementType });
    this.#inputs.push({ buffer, placement: place, node });
    return node;
  }

  /** Where an input belongs if the output of its step does somewhere. */
  #placementIn(input: KernelTensor, output: KernelTensor, own: Placement): Placement | undefined {
    if (this.#isWhole(output)) return broadcastTo(output.shape, input.shape, this.#size);
    const elements = sizeOf(input.shape);
    if (elements === sizeOf(output.shape)) return own;
    return elements === 1
      ? placement(this.#size, { repeat: 1, period: 1, isWide: false })
      : undefined;
  }

  readonly #add = (node: RowNode): number => this.#nodes.push(node) - 1;

  #isWhole({ shape }: KernelTensor): boolean {
    return sizeOf(shape) === this.#elements && innerAxes(shape, this.#size.columns) !== undefined;
  }

  #whole(): Placement {
    return placement(this.#size, { repeat: 1, period: this.#size.rows, isWide: true });
  }

  #isPlaced({ buffer }: KernelTensor): boolean {
    return this.#placements.has(buffer);
  }

  #place({ buffer }: KernelTensor, place: Placement): void {
    this.#placements.set(buffer, place);
  }
}

const layoutOf = ({ rows, columns }: Placement) => ({ rows, columns });
