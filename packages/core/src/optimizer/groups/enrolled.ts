import type { Parameter } from './parameter.js';

/** The parameters of an optimizer by the names of their variables, and their positions among all of them. */
export class Enrolled {
  /** TensorFlow.js keeps the names of variables in use unique. */
  readonly #byName = new Map<string, Parameter>();
  /** Positions that parameters have left, the first of them first. */
  #free: number[] = [];
  /** Behind the last position that was ever taken. */
  #next = 0;

  get names(): string[] {
    return [...this.#byName.keys()];
  }

  /** The parameter of the variable that has this name. */
  get(name: string): Parameter | undefined {
    return this.#byName.get(name);
  }

  /** Takes in a parameter, at the first free position unless it has its own. */
  add(parameter: Parameter, isPlaced = false): void {
    if (!isPlaced) parameter.index = this.#free.shift() ?? this.#next++;
    this.#byName.set(parameter.variable.name, parameter);
  }

  /** Lets a parameter go with its state. */
  remove(parameter: Parameter): void {
    const { group, index, variable } = parameter;
    parameter.reset();
    this.#free = [...this.#free, index].sort((a, b) => a - b);
    if (this.#byName.get(variable.name) === parameter) this.#byName.delete(variable.name);
    group.parameters.splice(group.parameters.indexOf(parameter), 1);
  }

  /**
   * Puts parameters where they were saved, and others that were there behind them.
   * @param reserved Positions of parameters that are not known yet.
   */
  reposition(saved: ReadonlyMap<Parameter, number>, reserved: readonly number[]): void {
    const all = [...this.#byName.values()];
    const taken = new Set([...saved.values(), ...reserved]);
    this.#next = 1 + Math.max(-1, ...taken, ...all.map(({ index }) => index));
    this.#free = [];
    for (const one of all) {
      const position = saved.get(one);
      if (position !== undefined) one.index = position;
      else if (taken.has(one.index)) one.index = this.#next++;
    }
  }
}
