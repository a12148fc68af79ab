/**
 * Vectors of one length, wherever they are, and numbers computed of them, which stay there until they are
 * read. L-BFGS is written for any space, so that the same lines run on tensors and, for reference, in float64.
 */
export interface Space<Vector, Scalar> {
  /** A number in the precision of the vectors. */
  round(x: number): number;
  /** factor · a. */
  scaled(a: Vector, factor: number): Vector;
  /** a − b. */
  difference(a: Vector, b: Vector): Vector;
  /** Σ aᵢ bᵢ. */
  dot(a: Vector, b: Vector): Scalar;
  /** max |aᵢ|. */
  largest(a: Vector): Scalar;
  /** Σ |aᵢ|. */
  total(a: Vector): Scalar;
  /**
   * a + factor · (p − q) · b, or a + factor · p · b without q. It takes the place of `a`, which must not be
   * used again.
   */
  moved(a: Vector, b: Vector, factor: number, p: Scalar, q?: Scalar): Vector;
  /** Reads numbers, all at once, and frees them. */
  read(...scalars: readonly Scalar[]): Promise<number[]>;
  /** Frees what is not needed any more. */
  free(...unused: readonly (Vector | Scalar)[]): void;
}

/** What is minimized: a function of parameters that can be moved along a direction. */
export interface Objective<Vector, Scalar> {
  /** Loss and gradient at the place where the parameters are. */
  evaluate(): { readonly loss: Scalar; readonly gradient: Vector };
  /** The line from there along a direction. */
  lineAlong(direction: Vector): Line;
}

/** A line that parameters can be moved on. */
export interface Line {
  /** Puts the parameters at the start plus t times the direction. */
  moveTo(t: number): void;
  /** Frees what belongs to it. The parameters stay where they are. */
  end(): void;
}
