import type { Kernel, KernelCall, Program } from '@nadir/core';
import type { ProgramOutput } from '@nadir/core/internal';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { scratchArena } from './arena.js';
import type { HostMemory } from './host-memory.js';
import { homeBeside, moveIn, type Residents } from './residents.js';
import { compileStagedLoop, type StagedLoop } from './staged-loop.js';

/**
 * Compiles a program to a SIMD loop over tensors that are arrays of the host.
 *
 * Where state lives in an arena it is updated there, and so is a parameter from its second step on.
 * Everything else, such as the gradient, passes through a window that stays in the cache.
 *
 * @param findMemory Is called at each run.
 */
export function compileOnHost(program: Program, findMemory: () => HostMemory): Kernel {
  const loop = compileStagedLoop(program);
  return { run: (call) => run(program, loop, findMemory(), call) };
}

function run(
  program: Program,
  loop: StagedLoop,
  memory: HostMemory,
  call: KernelCall,
): Record<string, TensorInfo> {
  const { size, shape, tensors, broadcasts, owned, replaced, state } = call;
  const { residents } = memory;
  let home = residents && homeBeside(residents, state);
  const arena = home?.arena ?? scratchArena(residents?.useIntake ? size : 0);
  const { intake } = arena;
  intake.free();
  const read = (tensor: TensorInfo) => memory.read(tensor, intake);
  // Before anything is written, since what is owned may get another array.
  const sources = tensors.map(read);

  const results: Record<string, TensorInfo> = {};
  const targets: Float32Array[] = [];
  for (let i = 0; i < program.outputs.length; i++) {
    const { name, reduce } = program.outputs[i] as ProgramOutput;
    if (reduce !== undefined) continue;
    const own = owned[i];
    const old = replaced[i];
    let array = own && memory.write(own);
    let made: TensorInfo | undefined;
    if (array === undefined && old !== undefined && home !== undefined) {
      made = moveIn(residents as Residents, home, old);
      array = home.array;
      home = undefined;
    } else if (array === undefined) {
      array = new Float32Array(size);
      made = memory.publish(array, shape, old);
    }
    targets.push(array);
    if (made !== undefined) results[name] = made;
  }

  const given = broadcasts.map((tensor) => read(tensor)[0] as number);
  const numbers = given.length === 0 ? call.numbers : [...given, ...call.numbers];
  const reductions = loop({ arena, sources, targets, numbers, size });
  for (const name in reductions) {
    results[name] = memory.publish(Float32Array.of(reductions[name] as number), []);
  }
  return results;
}
