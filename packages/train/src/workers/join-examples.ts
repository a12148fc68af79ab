import type { Column } from '../data/array-dataset.js';

/** One example: what goes in and what should come out, by name. */
export type Example = Readonly<Record<string, Column>>;

/** Columns of several examples of one kind. */
export class JoinedExamples {
  readonly #count: number;
  readonly #columns = new Map<string, Required<Column>>();
  #added = 0;

  /** @param count Number of the examples. */
  constructor(count: number) {
    this.#count = count;
  }

  /** @throws an Error that says in what an example differs from the first. */
  add(example: Example): void {
    const names = Object.keys(example);
    if (this.#added > 0 && names.length !== this.#columns.size) {
      throw new Error(`got ${names.join(', ')}, expected ${[...this.#columns.keys()].join(', ')}`);
    }
    for (const name of names) this.#put(name, example[name] as Column);
    this.#added++;
  }

  get columns(): Readonly<Record<string, Required<Column>>> {
    return Object.fromEntries(this.#columns);
  }

  #put(name: string, { values, shape = [] }: Column): void {
    const size = shape.reduce((a, b) => a * b, 1);
    if (values?.length !== size) {
      throw new Error(
        `got ${values?.length} values of ${name}, expected ${size}, as its shape [${shape}] has`,
      );
    }
    if (this.#added === 0) {
      const Kind = values.constructor as new (length: number) => typeof values;
      this.#columns.set(name, { values: new Kind(size * this.#count), shape });
    }
    const column = this.#columns.get(name);
    if (
      column?.values.constructor !== values.constructor ||
      String(column.shape) !== String(shape)
    ) {
      throw new Error(`got ${name} [${shape}], expected every example alike`);
    }
    column.values.set(values, this.#added * size);
  }
}
