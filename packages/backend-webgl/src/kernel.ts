import { type Kernel, type KernelCall, max, type Program, sum, trace } from '@nadir/core';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Draw, maxTargets, prepare } from './draw.js';
import { type Pass, passesOf, reducedTexels } from './shader.js';
import {
  type Layout,
  layoutOf,
  makeTarget,
  prefersPacked,
  type Source,
  scalarSourceOf,
  sourceOf,
} from './texture.js';
import { liveBackend } from './webgl-backend.js';

/**
 * Compiles a program to draws, mostly one.
 *
 * A draw cannot write a texture that it reads, so every output is a new tensor. The caller disposes of
 * the tensor that it replaces, whose texture then serves the next output of that size.
 */
export function compile(program: Program): Kernel {
  const preparedIn = new WeakMap<object, readonly Prepared[]>();
  return {
    run(call) {
      const webgl = liveBackend();
      let prepared = preparedIn.get(webgl);
      if (prepared === undefined) {
        const { gpgpu } = webgl;
        const passes = passesOf(program, maxTargets(gpgpu));
        prepared = passes.map((pass) => ({ pass, draw: prepare(gpgpu, pass) }));
        preparedIn.set(webgl, prepared);
      }
      return run(webgl, program, prepared, call);
    },
  };
}

interface Prepared {
  readonly pass: Pass;
  readonly draw: Draw;
}

function run(
  webgl: MathBackendWebGL,
  program: Program,
  prepared: readonly Prepared[],
  { tensors, scalars = {}, shape: givenShape }: KernelCall,
): Record<string, TensorInfo> {
  const shape = givenShape ?? tensors[program.tensors[0] as string]?.shape ?? [];
  const temporaries: TensorInfo[] = [];
  const results: Record<string, TensorInfo> = {};
  if (layoutOf(shape, false).size === 0) {
    for (const { name, reduce } of program.outputs) {
      const values = valuesOfNothing[reduce ?? 'elements'];
      results[name] = webgl.makeTensorInfo(reduce ? [] : [...shape], 'float32', values.slice());
    }
    return results;
  }

  const tensor = (name: string) => tensors[name] as TensorInfo;
  const outputs = new Set(program.outputs.map(({ name }) => name));
  const replaced = program.tensors.filter((name) => outputs.has(name)).map(tensor);
  const read = program.tensors.filter((name) => !outputs.has(name)).map(tensor);
  const layout = layoutOf(shape, prefersPacked(webgl, replaced, read));
  try {
    const sources = new Map([
      ...program.tensors.map(
        (name) => [name, sourceOf(webgl, tensor(name), layout.isPacked, temporaries)] as const,
      ),
      ...program.broadcasts.map((name) => [name, scalarSourceOf(webgl, tensor(name))] as const),
    ]);
    const numbers = {
      scalars: program.scalars.map((name) => scalars[name] as number),
      integers: program.integers.map((name) => scalars[name] as number),
    };
    for (const { pass, draw } of prepared) {
      const {
        shape: targetShape,
        isPacked,
        isLast,
      } = pass.reduces ? partials(layout) : { shape, isPacked: layout.isPacked, isLast: false };
      const targets = pass.outputs.map(({ name, reduce }) => {
        const { made, target } = makeTarget(webgl, targetShape, isPacked);
        results[name] = made;
        return { ...target, name, reduce };
      });
      const passSources = [...pass.tensors, ...pass.broadcasts].map(
        (name) => sources.get(name) as Source,
      );
      draw({ ...numbers, sources: passSources, targets, layout, isLast });
      if (!pass.reduces || isLast) continue;
      for (const { name, reduce = 'sum' } of targets) {
        const partial = results[name] as TensorInfo;
        results[name] = (folds[reduce].run({ tensors: { x: partial } }) as { x: TensorInfo }).x;
        webgl.disposeIntermediateTensorInfo(partial);
      }
    }
    return results;
  } catch (error) {
    temporaries.push(...Object.values(results));
    throw error;
  } finally {
    for (const temporary of temporaries) webgl.disposeIntermediateTensorInfo(temporary);
  }
}

/**
 * What one reducing draw leaves: the 0-D result if a single texel takes everything, otherwise a tensor with
 * one packed texel for each part.
 */
function partials({ texels }: Layout) {
  const parts = Math.ceil(texels / reducedTexels);
  if (parts === 1) return { shape: [], isPacked: false, isLast: true };
  return { shape: [parts, 2, 2], isPacked: true, isLast: false };
}

const folds: Readonly<Record<'sum' | 'max', Kernel>> = {
  sum: compile(trace({ name: 'sum', tensors: ['x'] }, ({ x }) => ({ x: sum(x) }))),
  max: compile(trace({ name: 'max', tensors: ['x'] }, ({ x }) => ({ x: max(x) }))),
};

const valuesOfNothing = {
  elements: new Float32Array(0),
  sum: Float32Array.of(0),
  max: Float32Array.of(-Infinity),
} as const;
