/** Draws parts of a page or figure, one in each frame of the screen, so that no task is long. The one that waits longest is next. */
export class Turns {
  readonly #waiting = new Map<string, () => void>();

  /** Draws a part when it is its turn. Asked for again before that, it is drawn once. */
  request(part: string, draw: () => void): void {
    if (this.#waiting.size === 0) requestAnimationFrame(() => this.#next());
    this.#waiting.set(part, draw);
  }

  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) return;
    const [part, draw] = first;
    this.#waiting.delete(part);
    if (this.#waiting.size > 0) requestAnimationFrame(() => this.#next());
    draw();
  }
}
