import type { Program } from '@nadir/core/program';
import { bindLoop, compileLoop, type Loop, vectorBytes } from '@nadir/simd';
import { type Contender, timeSteps } from '../contender.js';
import { counts, type Task } from '../tasks/task.js';
import { gradientValues, sample, startValues } from '../tasks/values.js';

/** What a {@link SimdLoop} runs. */
export interface SimdLoopCall extends Pick<Contender, 'name' | 'rule'> {
  /** Whether others are compared with it. */
  readonly reference?: 'limit';
  /** A program on `param`, `grad` and others, whose outputs take the place of inputs. */
  readonly program: Program;
  /** The program's scalars at step t = 1, 2, … */
  readonly numbersAt: (t: number) => readonly number[];
}

/** One parameter in the memory: a call of the loop, but for the numbers of the step. */
interface Place {
  readonly count: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** A compiled program by itself: all its arrays lie in its memory and are updated there. */
export class SimdLoop implements Contender {
  readonly name: string;
  readonly rule: Contender['rule'];
  readonly reference?: 'limit';
  readonly #program: Program;
  readonly #numbersAt: (t: number) => readonly number[];
  #places: readonly Place[] = [];
  #parameters: readonly Float32Array[] = [];
  #loop: Loop | undefined;
  #t = 0;

  constructor({ name, rule, reference, program, numbersAt }: SimdLoopCall) {
    this.name = name;
    this.rule = rule;
    if (reference !== undefined) this.reference = reference;
    this.#program = program;
    this.#numbersAt = numbersAt;
  }

  prepare(task: Task): void {
    const { tensors, outputs } = this.#program;
    let end = 0;
    const newArray = (count: number) => {
      const at = end;
      end += Math.ceil((4 * count) / vectorBytes) * vectorBytes;
      return at;
    };
    this.#places = counts(task).map((count) => {
      const address = new Map(tensors.map((name) => [name, newArray(count)]));
      return {
        count,
        inputs: tensors.map((name) => address.get(name) as number),
        outputs: outputs.map(({ name }) => address.get(name) as number),
      };
    });
    const memory = new WebAssembly.Memory({ initial: Math.ceil(end / 65536) });
    const fill = (name: string, values: readonly Float32Array[]) =>
      this.#places.map(({ count, inputs }, i) => {
        const view = new Float32Array(memory.buffer, inputs[tensors.indexOf(name)], count);
        view.set(values[i] as Float32Array);
        return view;
      });
    this.#parameters = fill('param', startValues(task));
    fill('grad', gradientValues(task));
    this.#loop = bindLoop(compileLoop(this.#program), memory);
    this.#t = 0;
  }

  steps(count: number): number {
    return timeSteps(count, () => {
      const numbers = this.#numbersAt(++this.#t);
      for (const place of this.#places) {
        this.#loop?.({ start: 0, reductions: 0, numbers, ...place });
      }
    });
  }

  read(stride: number): number[] {
    return sample(this.#parameters, stride);
  }

  dispose(): void {
    this.#places = [];
    this.#parameters = [];
    this.#loop = undefined;
  }
}
