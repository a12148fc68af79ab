import type { Program, ProgramNode } from './trace.js';

/**
 * A program as text, one operation a line. Two programs are equal exactly if their texts are.
 *
 * ```
 * descend(tensor param, tensor grad, scalar rate)
 *   %0 = mul rate grad
 *   param = sub param %0
 * ```
 */
export function print(program: Program): string {
  const inputs = [
    ...program.tensors.map((name) => `tensor ${name}`),
    ...program.broadcasts.map((name) => `broadcast ${name}`),
    ...program.scalars.map((name) => `scalar ${name}`),
    ...program.integers.map((name) => `integer ${name}`),
  ];
  const names: string[] = [];
  const lines = [`${program.name}(${inputs.join(', ')})`];
  let temporaries = 0;
  program.nodes.forEach((node, index) => {
    if (node.args.length === 0) {
      names[index] = leaf(node);
      return;
    }
    names[index] = `%${temporaries++}`;
    lines.push(`  ${names[index]} = ${node.op} ${node.args.map((arg) => names[arg]).join(' ')}`);
  });
  for (const output of program.outputs) {
    const value = names[output.node];
    lines.push(`  ${output.name} = ${output.reduce ? `${output.reduce} of ` : ''}${value}`);
  }
  return lines.join('\n');
}

function leaf(node: ProgramNode): string {
  if (node.name !== undefined) return node.name;
  return Object.is(node.value, -0) ? '-0' : String(node.value);
}
