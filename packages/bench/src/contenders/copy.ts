import { parameterCount, type Task } from '../tasks/task.js';
import { bytesPerParameter } from '../tasks/update.js';
import { type Contender, timeSteps } from './contender.js';

/**
 * Copies half as many bytes as a step moves, each of them read once and written once: the bandwidth
 * of the machine, as it is commonly given. A copy writes where it has not read, and then the
 * processor may read those lines too, so a step in place can be faster.
 */
export class Copy implements Contender {
  readonly name = 'a copy of as many bytes';
  readonly rule = 'none';
  #source = new Float32Array();
  #target = new Float32Array();

  prepare(task: Task): void {
    const length = Math.ceil((parameterCount(task) * bytesPerParameter) / 2 / 4);
    // Filled, because pages that were never written to are all the same page of zeros.
    this.#source = new Float32Array(length).fill(1);
    this.#target = new Float32Array(length).fill(2);
  }

  steps(count: number): number {
    return timeSteps(count, () => this.#target.set(this.#source));
  }

  read(): number[] {
    return [];
  }

  dispose(): void {
    this.#source = new Float32Array();
    this.#target = new Float32Array();
  }
}
