import { abs, add, execute, largest, mul, type Program, sub, sum, trace } from '@nadir/core';
import { settle } from '@nadir/core/internal';
import { keep, type Tensor } from '@tensorflow/tfjs-core';
import type { Space } from './space.js';

/** Vectors as tensors of one axis, and numbers as 0-D tensors: all of them stay on the device. */
export class TensorSpace implements Space<Tensor, Tensor> {
  /** What was made and not freed since. */
  readonly #made = new Set<Tensor>();
  #protected: ReadonlySet<Tensor> = new Set();

  /** Keeps tensors from being freed: those that are needed should the step fail. */
  protect(tensors: Iterable<Tensor>): void {
    this.#protected = new Set(tensors);
  }

  /** Takes over a tensor: it outlives `tidy`, until it is freed. */
  take(tensor: Tensor): Tensor {
    this.#made.add(keep(tensor));
    return tensor;
  }

  /** Frees all that was made or protected, except for some. */
  freeAllBut(tensors: Iterable<Tensor>): void {
    const kept = new Set(tensors);
    for (const tensor of new Set([...this.#made, ...this.#protected])) {
      if (!kept.has(tensor)) tensor.dispose();
    }
    this.#made.clear();
    this.#protected = new Set();
  }

  free(...unused: readonly Tensor[]): void {
    for (const tensor of unused) {
      if (this.#protected.has(tensor)) continue;
      this.#made.delete(tensor);
      tensor.dispose();
    }
  }

  round(x: number): number {
    return Math.fround(x);
  }

  scaled(a: Tensor, factor: number): Tensor {
    return this.#run(programs.scaled, { a }, { factor });
  }

  difference(a: Tensor, b: Tensor): Tensor {
    return this.#run(programs.difference, { a, b });
  }

  dot(a: Tensor, b: Tensor): Tensor {
    return this.#run(programs.dot, { a, b });
  }

  largest(a: Tensor): Tensor {
    return this.#run(programs.largest, { a });
  }

  total(a: Tensor): Tensor {
    return this.#run(programs.total, { a });
  }

  moved(a: Tensor, b: Tensor, factor: number, p: Tensor, q?: Tensor): Tensor {
    const [program, numbers] = q ? [programs.movedByTwo, { p, q }] : [programs.moved, { p }];
    const outputs = execute(program, {
      tensors: { result: a, b, ...numbers },
      scalars: { factor },
      owned: ['result'],
    });
    this.#made.delete(a);
    return this.take(settle(a, outputs.result));
  }

  async read(...scalars: readonly Tensor[]): Promise<number[]> {
    // Each by itself: where ordinary ops have 16 bits, a tensor of all of them would have, too.
    const values = await Promise.all(scalars.map((scalar) => scalar.data()));
    this.free(...scalars);
    return values.map(([value]) => value as number);
  }

  #run(
    program: Program,
    tensors: Readonly<Record<string, Tensor>>,
    scalars: Readonly<Record<string, number>> = {},
  ): Tensor {
    return this.take(execute(program, { tensors, scalars }).result as Tensor);
  }
}

const programs = {
  scaled: trace({ name: 'scaled', tensors: ['a'], scalars: ['factor'] }, ({ a, factor }) => ({
    result: mul(a, factor),
  })),
  difference: trace({ name: 'difference', tensors: ['a', 'b'] }, ({ a, b }) => ({
    result: sub(a, b),
  })),
  dot: trace({ name: 'dot', tensors: ['a', 'b'] }, ({ a, b }) => ({ result: sum(mul(a, b)) })),
  largest: trace({ name: 'largest', tensors: ['a'] }, ({ a }) => ({ result: largest(abs(a)) })),
  total: trace({ name: 'total', tensors: ['a'] }, ({ a }) => ({ result: sum(abs(a)) })),
  moved: trace(
    { name: 'moved', tensors: ['result', 'b'], broadcasts: ['p'], scalars: ['factor'] },
    ({ result, b, p, factor }) => ({ result: add(result, mul(mul(factor, p), b)) }),
  ),
  movedByTwo: trace(
    { name: 'movedByTwo', tensors: ['result', 'b'], broadcasts: ['p', 'q'], scalars: ['factor'] },
    ({ result, b, p, q, factor }) => ({
      result: add(result, mul(sub(mul(factor, p), mul(factor, q)), b)),
    }),
  ),
};
