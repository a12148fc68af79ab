import {
  type Expr,
  type Kernel,
  type KernelCall,
  largest,
  type Program,
  sum,
  trace,
} from '@nadir/core';
import { resolve } from '@nadir/core/internal';
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
  { tensors, broadcasts, numbers, shape, size }: KernelCall,
): Record<string, TensorInfo> {
  const temporaries: TensorInfo[] = [];
  const results: Record<string, TensorInfo> = {};
  if (size === 0) {
    for (const { name, reduce } of program.outputs) {
      const values = valuesOfNothing[reduce ?? 'elements'];
      results[name] = webgl.makeTensorInfo(reduce ? [] : [...shape], 'float32', values.slice());
    }
    return results;
  }

  const outputs = new Set(program.outputs.map(({ name }) => name));
  const isReplaced = (_: TensorInfo, i: number) => outputs.has(program.tensors[i] as string);
  const replaced = tensors.filter(isReplaced);
  const read = tensors.filter((tensor, i) => !isReplaced(tensor, i));
  const layout = layoutOf(shape, prefersPacked(webgl, replaced, read));
  try {
    const sources = new Map<string, Source>();
    for (const [i, name] of program.tensors.entries()) {
      const tensor = tensors[i] as TensorInfo;
      sources.set(name, sourceOf(webgl, tensor, layout.isPacked, temporaries));
    }
    for (const [i, name] of program.broadcasts.entries()) {
      sources.set(name, scalarSourceOf(webgl, broadcasts[i] as TensorInfo));
    }
    const scalars = numbers.slice(0, program.scalars.length);
    const integers = numbers.slice(program.scalars.length);
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
      draw({ scalars, integers, sources: passSources, targets, layout, isLast });
      if (!pass.reduces || isLast) continue;
      for (const { name, reduce = 'sum' } of targets) {
        const partial = results[name] as TensorInfo;
        results[name] = fold(reduce, partial);
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

/** One number of those of a tensor. */
function fold(reduce: 'sum' | 'max', x: TensorInfo): TensorInfo {
  const { program, kernel } = folds[reduce];
  const { folded } = kernel.run(resolve(program, { tensors: { x } }));
  return folded as TensorInfo;
}

function folding(name: string, reduce: (of: Expr) => Expr) {
  const program = trace({ name, tensors: ['x'] }, ({ x }) => ({ folded: reduce(x) }));
  return { program, kernel: compile(program) };
}

const folds = { sum: folding('sum', sum), max: folding('max', largest) } as const;

const valuesOfNothing = {
  elements: new Float32Array(0),
  sum: Float32Array.of(0),
  max: Float32Array.of(-Infinity),
} as const;
