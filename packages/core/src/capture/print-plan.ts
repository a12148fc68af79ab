import { countsOf, peakBytes } from './lifetimes.js';
import type { Plan } from './plan.js';
import type { RecordNode, Use } from './step-record.js';

/** A plan as text: a line for what it is, then one for each node with what it reads, makes and lets go of. */
export function printPlan(plan: Plan): string {
  const { nodes, origins, results, frees, backend } = plan;
  const nameOf = ({ buffer }: Use): string => {
    const origin = origins[buffer];
    if (origin?.kind === 'argument') return `input${origin.index}`;
    return origin?.kind === 'made' ? `%${buffer}` : `const${buffer}`;
  };
  const { launches, bytes } = countsOf(plan);
  const lines = nodes.map((node, at) => {
    const outputs = node.outputs.map((use) => `${nameOf(use)} ${use.dtype}[${use.shape}]`);
    const inputs = node.inputs.map(nameOf);
    const freed = (frees[at] ?? []).map((buffer) => `%${buffer}`);
    return [
      '  ',
      outputs.length > 0 ? `${outputs.join(', ')} = ` : '',
      [titleOf(node), ...inputs].join(' '),
      freed.length > 0 ? `; frees ${freed.join(' ')}` : '',
    ].join('');
  });
  return [
    `plan on ${backend}: ${launches} launches, ${bytes} bytes made, ${peakBytes(plan)} at most at a time`,
    ...lines,
    `  returns ${results.map(nameOf).join(' ') || 'nothing'}`,
  ].join('\n');
}

/** What a node is called. */
function titleOf(node: RecordNode): string {
  switch (node.kind) {
    case 'kernel':
      return node.config.kernelName;
    case 'program':
      return `Nadir.${node.program.name}`;
    case 'fused':
      return `(${node.nodes.map(({ config }) => config.kernelName).join(' ')})`;
    case 'read':
      return `read "${node.variable.name}"`;
    case 'assign':
      return `assign "${node.variable.name}"`;
    case 'effect':
      return `run ${node.name}`;
    case 'number':
      return 'number';
  }
}
