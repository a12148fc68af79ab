import type { Program, ProgramNode } from '@nadir/core';
import type { ProgramOutput } from '@nadir/core/internal';
import { emit, numberFunctions, numberText, randomFunctions } from './emit.js';

/** Texels that one texel of a reducing draw takes together: three loops of four. */
export const reducedTexels = 64;

/** A part of a program that one draw computes, as the texts of two fragment shaders. */
export interface Pass {
  /** For tensors that lie in their textures as targets do, without gaps, or for any. */
  readonly sources: { readonly aligned: string; readonly general: string };
  /** What it draws, one render target for each. */
  readonly outputs: readonly ProgramOutput[];
  /** Whether these are reductions; otherwise none is. */
  readonly reduces: boolean;
  /** Names of the tensors that it reads, then of the 0-D ones, in the order of its samplers. */
  readonly tensors: readonly string[];
  readonly broadcasts: readonly string[];
  /** Values of the uniforms that stand for its constants. */
  readonly constants: readonly number[];
}

/** Divides a program into as few draws as the number of render targets allows. */
export function passesOf(program: Program, maxTargets: number): Pass[] {
  const passes: Pass[] = [];
  for (const reduces of [false, true]) {
    const outputs = program.outputs.filter(({ reduce }) => (reduce !== undefined) === reduces);
    for (let i = 0; i < outputs.length; i += maxTargets) {
      passes.push(passOf(program, outputs.slice(i, i + maxTargets), reduces));
    }
  }
  return passes;
}

function passOf(program: Program, outputs: readonly ProgramOutput[], reduces: boolean): Pass {
  const reached = nodesReached(program, outputs);
  const named = (names: readonly string[]) =>
    names.filter((name) => [...reached].some((at) => program.nodes[at]?.name === name));
  const tensors = named(program.tensors);
  const broadcasts = named(program.broadcasts);
  const constants = program.nodes.flatMap(({ op, value = 0 }, at) =>
    op === 'constant' && reached.has(at) ? [value] : [],
  );
  const sourceFor = (isAligned: boolean) =>
    [
      preamble(isAligned),
      declarations(program, constants, tensors.length + broadcasts.length, outputs.length),
      numberFunctions,
      ...(program.integers.length > 0 ? [randomFunctions] : []),
      evaluation(program, reached, outputs, [...tensors, ...broadcasts]),
      reduces ? reducingMain(outputs) : elementwiseMain(outputs, program.integers.length > 0),
    ].join('\n');
  const sources = { aligned: sourceFor(true), general: sourceFor(false) };
  return { sources, outputs, reduces, tensors, broadcasts, constants };
}

function nodesReached({ nodes }: Program, outputs: readonly ProgramOutput[]): Set<number> {
  const reached = new Set(outputs.map(({ node }) => node));
  // Arguments stand before what uses them.
  for (let at = nodes.length - 1; at >= 0; at--) {
    if (reached.has(at)) for (const arg of (nodes[at] as ProgramNode).args) reached.add(arg);
  }
  return reached;
}

/**
 * Where elements lie. Texels are counted along rows of a texture; this order does not depend on its
 * width, which differs between textures of one shape. An unpacked texel has one element. A packed
 * one has a block of 2 × 2 of the last two dimensions, and what lies beyond their end is 0.
 */
const preamble = (isAligned: boolean) => `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
uniform bool isPacked;
uniform int size;
uniform ivec2 matrix; // rows and columns
uniform int width; // texels in a row of the targets
const bool isAligned = ${isAligned};

vec4 fetchAt(sampler2D texels, int texel) {
  int texelsInRow = textureSize(texels, 0).x;
  return texelFetch(texels, ivec2(texel % texelsInRow, texel / texelsInRow), 0);
}
vec4 fetch(sampler2D texels, int texel) {
  // Divisions of integers are slow.
  if (isAligned) return texelFetch(texels, ivec2(gl_FragCoord.xy), 0);
  return fetchAt(texels, texel);
}
void locate(int texel, out uvec4 elements, out bvec4 inside) {
  if (!isPacked) {
    elements = uvec4(texel);
    inside = bvec4(texel < size, false, false, false);
    return;
  }
  ivec2 blocks = (matrix + 1) / 2;
  int blockRow = texel / blocks.y;
  int batch = blockRow / blocks.x;
  int row = 2 * (blockRow - batch * blocks.x);
  int column = 2 * (texel - blockRow * blocks.y);
  int first = (batch * matrix.x + row) * matrix.y + column;
  elements = uvec4(first, first + 1, first + matrix.y, first + matrix.y + 1);
  bool left = first < size;
  bool right = left && column + 1 < matrix.y;
  bool below = row + 1 < matrix.x;
  inside = bvec4(left, right, left && below, right && below);
}`;

function declarations(
  program: Program,
  constants: readonly number[],
  sources: number,
  targets: number,
): string {
  const { scalars, integers } = program;
  return [
    ...range(sources, (i) => `uniform sampler2D source${i};`),
    ...(sources > 0 ? [`uniform int offsets[${sources}];`] : []),
    // Compilers may take x · 0 for 0 although x is NaN, so they do not get to know constants.
    ...(constants.length > 0 ? [`uniform float constants[${constants.length}];`] : []),
    ...(scalars.length > 0 ? [`uniform float scalars[${scalars.length}];`] : []),
    ...(integers.length > 0 ? [`uniform uint integers[${integers.length}];`] : []),
    ...range(targets, (i) => `layout(location = ${i}) out vec4 target${i};`),
  ].join('\n');
}

/** The function that computes the outputs for one texel. */
function evaluation(
  program: Program,
  reached: ReadonlySet<number>,
  outputs: readonly ProgramOutput[],
  sources: readonly string[],
): string {
  const { nodes, scalars, integers } = program;
  let constants = 0;
  const leaf = ({ op, name = '' }: ProgramNode): string => {
    const source = sources.indexOf(name);
    switch (op) {
      case 'tensor':
        return `fetch(source${source}, texel + offsets[${source}])`;
      case 'broadcast':
        return `vec4(fetchAt(source${source}, offsets[${source}]).r)`;
      case 'scalar':
        return `vec4(scalars[${scalars.indexOf(name)}])`;
      case 'integer':
        return `integers[${integers.indexOf(name)}]`;
      default:
        return `vec4(constants[${constants++}])`;
    }
  };
  const lines = nodes.flatMap((node, at) => {
    if (!reached.has(at)) return [];
    const [a = '', b = '', c = ''] = node.args.map((arg) => `v${arg}`);
    const value = node.args.length === 0 ? leaf(node) : emit[node.op as keyof typeof emit](a, b, c);
    return [`  ${glslTypes[node.type]} v${at} = ${value};`];
  });
  const parameters = [
    'int texel',
    'uvec4 elements',
    ...range(outputs.length, (i) => `out vec4 r${i}`),
  ];
  return [
    `void evaluate(${parameters.join(', ')}) {`,
    ...lines,
    ...outputs.map(({ node }, i) => `  r${i} = v${node};`),
    '}',
  ].join('\n');
}

const glslTypes = { float32: 'vec4', mask: 'bvec4', uint32: 'uvec4', integer: 'uint' } as const;

function elementwiseMain(outputs: readonly ProgramOutput[], countsElements: boolean): string {
  const targets = outputs.map((_, i) => `target${i}`);
  return `
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int texel = at.y * width + at.x;
  uvec4 elements;
  bvec4 inside;
  if (${countsElements} || !isAligned) locate(texel, elements, inside);
  evaluate(texel, elements, ${targets.join(', ')});
  if (isPacked && !isAligned) {
${targets.map((target) => `    ${target} = mix(vec4(0), ${target}, inside);`).join('\n')}
  }
}`;
}

/**
 * Each texel of the targets takes some texels together, in a tree so that a sum of many terms stays
 * accurate. If it is the only one, it also takes its four elements together.
 */
function reducingMain(outputs: readonly ProgramOutput[]): string {
  const each = (text: (i: number, how: Combining) => string) =>
    outputs.map(({ reduce = 'sum' }, i) => `  ${text(i, combining[reduce])}`).join('\n');
  const results = range(outputs.length, (i) => `r${i}`).join(', ');
  const levels = ['a', 'b', 'c'];
  const open = levels.map(
    (level) => `
  for (int ${level} = 0; ${level} < 4; ${level}++) {
${each((i, { none }) => `vec4 ${level}${i} = vec4(${none});`)}`,
  );
  const close = levels.toReversed().map((level, depth) => {
    const upper = levels[1 - depth] ?? 'target';
    return `${each((i, { together }) => `${upper}${i} = ${together(`${upper}${i}`, `${level}${i}`)};`)}
  }`;
  });
  return `
uniform bool isLast;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int first = (at.y * width + at.x) * ${reducedTexels};
${each((i, { none }) => `target${i} = vec4(${none});`)}
${open.join('')}
    int texel = first + 16 * a + 4 * b + c;
    uvec4 elements;
    bvec4 inside;
    vec4 ${results};
    locate(texel, elements, inside);
    if (inside.x) {
      evaluate(texel, elements, ${results});
${each((i, { none }) => `    c${i} = mix(vec4(${none}), r${i}, inside);`)}
    }
${close.join('\n')}
  if (isLast) {
${each((i, { together }) => `  vec2 pair${i} = ${together(`target${i}`, `target${i}.zwzw`)}.xy;`)}
${each((i, { together }) => `  target${i} = ${together(`pair${i}.xxxx`, `pair${i}.yyyy`)};`)}
  }
}`;
}

interface Combining {
  readonly none: string;
  together(a: string, b: string): string;
}

const combining: Readonly<Record<'sum' | 'max', Combining>> = {
  sum: { none: '0', together: (a: string, b: string) => `(${a} + ${b})` },
  max: {
    none: numberText(-Infinity),
    together: (a: string, b: string) => `larger(${a}, ${b})`,
  },
} as const;

const range = <T>(length: number, make: (i: number) => T): T[] =>
  Array.from({ length }, (_, i) => make(i));
