/** A sign between two operands, the power among them. */
export type Sign = '+' | '-' | '*' | '/' | '^';

/** What the parts of a formula are made into: numbers with derivatives, or a text in another language. */
export interface Algebra<T> {
  readonly x: T;
  readonly y: T;
  number(value: number): T;
  join(sign: Sign, left: T, right: T): T;
  /** A function of `functions`, with as many arguments as it takes. */
  call(name: string, inputs: readonly T[]): T;
}
