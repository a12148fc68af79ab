import type { Kernel, KernelCall, Program } from '@nadir/core';
import { compileStagedLoop, type StagedLoop, scratchArena } from '@nadir/simd';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { liveBackend } from './webgl-backend.js';

/**
 * Compiles a program to a SIMD loop on the host, for devices that draw to textures of 16 bits.
 *
 * Such textures lose a mean of squared gradients below 6e-8 and steps below a thousandth of a weight. So
 * state and parameters stay in float32 on the host. The device gets each parameter rounded to 16 bits
 * when an op uses it, and gradients are read back, for which a step waits.
 */
export function compileOnHost(program: Program): Kernel {
  const loop = compileStagedLoop(program);
  return { run: (call) => run(liveBackend(), program, loop, call) };
}

function run(
  webgl: MathBackendWebGL,
  program: Program,
  loop: StagedLoop,
  { tensors, scalars = {}, owned = [], replaced = [], shape: givenShape }: KernelCall,
): Record<string, TensorInfo> {
  const shape = [...(givenShape ?? tensors[program.tensors[0] as string]?.shape ?? [])];
  const size = util.sizeFromShape(shape);
  const values = (name: string) => valuesOf(webgl, tensors[name] as TensorInfo);

  const sources = new Map(program.tensors.map((name) => [name, values(name)]));
  const targets = new Map<string, Float32Array>();
  const results: Record<string, TensorInfo> = {};
  for (const { name, reduce } of program.outputs) {
    if (reduce !== undefined) continue;
    if (owned.includes(name) && isOnHost(webgl, tensors[name] as TensorInfo)) {
      targets.set(name, values(name));
      continue;
    }
    // Reading hands out the array of a tensor, so what is not state gets a new one.
    const array = new Float32Array(size);
    const made = webgl.makeTensorInfo(shape, 'float32', array);
    if (replaced.includes(name)) keepExact(webgl, made, array);
    targets.set(name, array);
    results[name] = made;
  }

  const numbers = [
    ...program.broadcasts.map((name) => values(name)[0] as number),
    ...[...program.scalars, ...program.integers].map((name) => scalars[name] as number),
  ];
  const reductions = loop({ arena: scratchArena(), sources, targets, numbers, size });
  for (const [name, value] of Object.entries(reductions)) {
    results[name] = webgl.makeTensorInfo([], 'float32', Float32Array.of(value));
  }
  return results;
}

/** Float32 values of parameters, whose textures have 16 bits. */
const exact = new WeakMap<object, Float32Array>();
const guarded = new WeakSet<MathBackendWebGL>();

const valuesOf = (webgl: MathBackendWebGL, { dataId }: TensorInfo): Float32Array =>
  exact.get(dataId) ?? (webgl.readSync(dataId) as Float32Array);

const isOnHost = (webgl: MathBackendWebGL, { dataId }: TensorInfo): boolean =>
  webgl.texData.get(dataId).texture == null;

/** Has the backend remember the values of a tensor beyond its upload, and read them from there. */
function keepExact(webgl: MathBackendWebGL, { dataId }: TensorInfo, values: Float32Array): void {
  exact.set(dataId, values);
  if (guarded.has(webgl)) return;
  guarded.add(webgl);
  const { uploadToGPU } = webgl;
  webgl.uploadToGPU = (uploaded) => {
    uploadToGPU.call(webgl, uploaded);
    const kept = exact.get(uploaded);
    if (kept !== undefined) webgl.texData.get(uploaded).values = kept;
  };
}
