import type { Program } from '@nadir/core';
import { bindLoop, compileLoop, type Loop, loopArguments, vectorBytes } from '@nadir/simd';
import { counts, type Task } from '../tasks/task.js';
import { gradientValues, sample, startValues } from '../tasks/values.js';
import { type Contender, timeSteps } from './contender.js';
import { LoopThread, type Place } from './loop-thread.js';

/** What a {@link SimdLoop} runs. */
export interface SimdLoopCall extends Pick<Contender, 'name' | 'rule'> {
  /** Whether others are compared with it. */
  readonly reference?: 'limit';
  /** A program on `param`, `grad` and others, whose outputs take the place of inputs. */
  readonly program: Program;
  /** The program's scalars at step t = 1, 2, … */
  readonly numbersAt: (t: number) => readonly number[];
  /** Threads that share each array. Default: 1. */
  readonly threads?: 1 | 2;
}

/** A compiled program by itself: all its arrays lie in its memory and are updated there. */
export class SimdLoop implements Contender {
  readonly name: string;
  readonly rule: Contender['rule'];
  readonly reference?: 'limit';
  readonly #program: Program;
  readonly #numbersAt: (t: number) => readonly number[];
  readonly #threads: 1 | 2;
  #thread: LoopThread | undefined;
  #places: readonly Place[] = [];
  #parameters: readonly Float32Array[] = [];
  #loop: Loop | undefined;
  #t = 0;

  constructor({ name, rule, reference, program, numbersAt, threads = 1 }: SimdLoopCall) {
    this.name = name;
    this.rule = rule;
    if (reference !== undefined) this.reference = reference;
    this.#program = program;
    this.#numbersAt = numbersAt;
    this.#threads = threads;
  }

  prepare(task: Task): void {
    const { tensors, outputs } = this.#program;
    let end = 0;
    const newArray = (count: number) => {
      const at = end;
      end += Math.ceil((4 * count) / vectorBytes) * vectorBytes;
      return at;
    };
    const places = counts(task).map((count): Place => {
      const address = new Map(tensors.map((name) => [name, newArray(count)]));
      return {
        count,
        inputs: tensors.map((name) => address.get(name) as number),
        outputs: outputs.map(({ name }) => address.get(name) as number),
      };
    });
    const pages = Math.ceil(end / 65536);
    const shared = this.#threads > 1;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
    const fill = (name: string, values: readonly Float32Array[]) =>
      places.map(({ count, inputs }, i) => {
        const view = new Float32Array(memory.buffer, inputs[tensors.indexOf(name)], count);
        view.set(values[i] as Float32Array);
        return view;
      });
    this.#parameters = fill('param', startValues(task));
    fill('grad', gradientValues(task));
    const module = compileLoop(this.#program, shared ? 'shared' : 'unshared');
    this.#loop = bindLoop(module, memory);
    this.#t = 0;
    this.#places = shared ? places.map((place) => halfOf(place, 0)) : places;
    if (shared) {
      this.#thread = new LoopThread({
        ...{ module, memory },
        places: places.map((place) => halfOf(place, 1)),
        numbers: this.#program.scalars.length,
      });
    }
  }

  steps(count: number): number {
    return timeSteps(count, () => {
      const numbers = this.#numbersAt(++this.#t);
      this.#thread?.begin(numbers);
      for (const place of this.#places) {
        this.#loop?.(loopArguments({ start: 0, reductions: 0, numbers, ...place }));
      }
      this.#thread?.finish();
    });
  }

  read(stride: number): number[] {
    return sample(this.#parameters, stride);
  }

  dispose(): void {
    this.#thread?.end();
    this.#thread = undefined;
    this.#places = [];
    this.#parameters = [];
    this.#loop = undefined;
  }
}

/** One half of a place, at the boundary of a vector. */
function halfOf({ count, inputs, outputs }: Place, half: 0 | 1): Place {
  const first = Math.ceil(count / 8) * 4;
  if (half === 0) return { count: first, inputs, outputs };
  const later = (addresses: readonly number[]) => addresses.map((address) => address + 4 * first);
  return { count: Math.max(0, count - first), inputs: later(inputs), outputs: later(outputs) };
}
