import type { Plan } from '../capture/plan.js';
import { printPlan } from '../capture/print-plan.js';
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
 *
 * The plan of a captured step as text has a line for each kernel, with the buffers that it reads, makes and lets go of.
 * @throws {@link ProgramError} when it is neither.
 */
export function print(program: Program | Plan): string {
  if (isPlan(program)) return printPlan(program);
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

/** A plan says what it lets go of; a program has nothing of the kind. */
const isPlan = (given: Program | Plan): given is Plan =>
  typeof given === 'object' && given !== null && 'frees' in given;

function leaf(node: ProgramNode): string {
  if (node.name !== undefined) return nameOf(node.name);
  return Object.is(node.value, -0) ? '-0' : String(node.value);
}

/** A name as it is where that can be read as nothing else, otherwise in quotes. */
function nameOf(name: string): string {
  const plain = /^[A-Za-z_][\w.]*$/.test(name) && name !== 'NaN' && name !== 'Infinity';
  return plain ? name : JSON.stringify(name);
}
