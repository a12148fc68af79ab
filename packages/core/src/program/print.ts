import { checkProgram } from './check-program.js';
import type { Program, ProgramNode } from './trace.js';

/**
 * A program as text, one operation a line. Two programs are equal exactly if their texts are.
 *
 * ```
 * descend(tensor param, tensor grad, scalar rate)
 *   %0 = mul rate grad
 *   param = sub param %0
 * ```
 * @throws {@link ProgramError} when it is no program.
 */
export function print(program: Program): string {
  checkProgram('print', program);
  const inputs = [
    ...program.tensors.map((name) => `tensor ${nameOf(name)}`),
    ...program.broadcasts.map((name) => `broadcast ${nameOf(name)}`),
    ...program.scalars.map((name) => `scalar ${nameOf(name)}`),
    ...program.integers.map((name) => `integer ${nameOf(name)}`),
  ];
  const names: string[] = [];
  const lines = [`${nameOf(program.name)}(${inputs.join(', ')})`];
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
    lines.push(`  ${nameOf(output.name)} = ${output.reduce ? `${output.reduce} of ` : ''}${value}`);
  }
  return lines.join('\n');
}

function leaf(node: ProgramNode): string {
  if (node.name !== undefined) return nameOf(node.name);
  return Object.is(node.value, -0) ? '-0' : String(node.value);
}

/** A name as it is where that can be read as nothing else, otherwise in quotes. */
function nameOf(name: string): string {
  const plain = /^[A-Za-z_][\w.]*$/.test(name) && name !== 'NaN' && name !== 'Infinity';
  return plain ? name : JSON.stringify(name);
}
