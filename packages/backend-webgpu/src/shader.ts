import type { Operation, Program, ProgramNode } from '@nadir/core';
import { emit, prelude, type Width } from './emit.js';
import { foldFunctions, workgroupSize } from './fold.js';
import { constantField, fieldsOf, integerField, scalarField } from './numbers.js';

/**
 * Which buffer each tensor of a program is in. Buffers are counted, not named: a tensor may be given
 * under two names, and WebGPU does not bind a buffer twice if one of the bindings is written.
 */
export interface Layout {
  readonly width: Width;
  /** Buffer of each of the program's tensors. */
  readonly tensors: readonly number[];
  /** Buffer of each of the program's broadcasts. */
  readonly broadcasts: readonly number[];
  /** Buffer of each output over elements. */
  readonly targets: readonly number[];
  /** How many buffers have a binding of their own. Those after them lie in one common buffer. */
  readonly bound: number;
  /** Whether there are any after them. */
  readonly packs: boolean;
}

/** The outputs of a program over elements, with their positions, and those that are one number. */
export const outputsOf = (program: Program) => ({
  targets: program.outputs.flatMap(({ name, node, reduce }, output) =>
    reduce === undefined ? [{ name, node, output }] : [],
  ),
  reductions: program.outputs.flatMap(({ name, node, reduce }) =>
    reduce === undefined ? [] : [{ name, node, reduce }],
  ),
});

/**
 * The compute shader that runs a program once over all elements. Its bindings are the numbers of the
 * step, the bound buffers, the common one, and one for what each workgroup reduces its elements to.
 */
export function shaderOf(program: Program, layout: Layout): string {
  const { width, bound } = layout;
  const fields = fieldsOf(program);
  const { targets, reductions } = outputsOf(program);
  const at = (buffer: number, index: string) =>
    buffer < bound
      ? `buffer${buffer}[${index}]`
      : `packed[${buffer - bound}u * numbers.size + ${index}]`;

  const leaf = ({ op, name, value }: ProgramNode): string => {
    switch (op) {
      case 'tensor':
        return at(layout.tensors[program.tensors.indexOf(name as string)] as number, 'i');
      case 'broadcast': {
        const buffer = layout.broadcasts[program.broadcasts.indexOf(name as string)] as number;
        return `Number(${at(buffer, '0')})`;
      }
      case 'integer':
        return integerField(program, name as string);
      case 'scalar':
        return `Number(${scalarField(program, name as string)})`;
      default:
        return `Number(${constantField(program, value as number)})`;
    }
  };
  const values = program.nodes.map((node, i) => {
    const [a, b, c] = node.args.map((arg) => `v${arg}`) as [string, string, string];
    const value = node.args.length === 0 ? leaf(node) : emit[node.op as Operation](a, b, c);
    return `let v${i} = ${value};`;
  });
  const stores = targets.map(
    ({ node }, i) => `${at(layout.targets[i] as number, 'i')} = v${node};`,
  );
  const parts = reductions.map(({ reduce }) =>
    reduce === 'sum' ? '0f' : constantField(program, -Infinity),
  );

  return `${prelude(width)}
struct Numbers {
  size: u32,
  groups: u32,
  ${fields.map(({ name, type }) => `${name}: ${type},`).join('\n  ')}
}
@group(0) @binding(0) var<uniform> numbers: Numbers;
${declarations(layout, reductions.length > 0).join('\n')}
${reductions.length > 0 ? foldFunctions(width) : ''}

@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) workgroup: vec3<u32>,
  @builtin(num_workgroups) workgroups: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let group = workgroup.y * workgroups.x + workgroup.x;
  let i = group * ${workgroupSize}u + local;
  ${parts.map((part, r) => `var part${r} = ${part};`).join('\n  ')}
  if (i < numbers.size) {
    let elements = ${width === 1 ? 'i' : 'Bits(4u * i) + Bits(0u, 1u, 2u, 3u)'};
    ${[...values, ...stores].join('\n    ')}
    ${reductions.map(({ node, reduce }, r) => `part${r} = ${reduce}InLanes(v${node});`).join('\n    ')}
  }
  ${reductions
    .map(
      ({ reduce }, r) => `let whole${r} = ${reduce}InWorkgroup(part${r}, local);
  if (local == 0u && group < numbers.groups) {
    partials[${r}u * numbers.groups + group] = whole${r};
  }`,
    )
    .join('\n  ')}
}
`;
}

function declarations({ tensors, targets, bound, packs }: Layout, reduces: boolean): string[] {
  // A buffer of one element may be both a tensor and a broadcast; the width is one element then.
  const overElements = new Set([...tensors, ...targets]);
  const written = new Set(targets);
  const lines: string[] = [];
  const declare = (name: string, access: string, type: string) => {
    const binding = lines.length + 1;
    lines.push(`@group(0) @binding(${binding}) var<storage, ${access}> ${name}: array<${type}>;`);
  };
  for (let buffer = 0; buffer < bound; buffer++) {
    const access = written.has(buffer) ? 'read_write' : 'read';
    declare(`buffer${buffer}`, access, overElements.has(buffer) ? 'Number' : 'f32');
  }
  if (packs) declare('packed', 'read_write', 'f32');
  if (reduces) declare('partials', 'read_write', 'f32');
  return lines;
}
