import type { RowNode, RowProgram } from './row-program.js';

/** When a value is computed: once, once for each row, or for each element. */
export type Level = 'once' | 'row' | 'element';

/** How the nodes of a row program are spread over passes through a row. */
export interface Passes {
  readonly levels: readonly Level[];
  /** For a value of elements, the pass that computes it; for one of rows, the pass before which it is there. */
  readonly passes: readonly number[];
  /** Number of passes. */
  readonly count: number;
  /** Values of elements that a later pass needs again, and that do not lie in memory anyway, in order. */
  readonly kept: readonly number[];
}

/** Spreads the nodes of a row program over as few passes through a row as its sums and maxima allow. */
export function passesOf({ nodes, outputs }: RowProgram): Passes {
  const levels: Level[] = [];
  const passes: number[] = [];
  for (const node of nodes) {
    levels.push(levelOf(node, levels));
    const ofArgs = argsOf(node).map((arg) => passes[arg] as number);
    passes.push(Math.max(0, ...ofArgs) + (isReduction(node) ? 1 : 0));
  }
  const ofElements = nodes.flatMap((node, at) => {
    if (levels[at] === 'element') return passes[at] as number;
    return isReduction(node) ? (passes[at] as number) - 1 : [];
  });
  const kept = new Set<number>();
  nodes.forEach((node, at) => {
    const pass = isReduction(node) ? (passes[at] as number) - 1 : (passes[at] as number);
    for (const arg of argsOf(node)) {
      const isElsewhere = levels[arg] === 'element' && passes[arg] !== pass;
      const reads = isReduction(node) || levels[at] === 'element';
      if (reads && isElsewhere && !liesInMemory(arg)) kept.add(arg);
    }
  });
  return { levels, passes, count: Math.max(-1, ...ofElements) + 1, kept: [...kept] };

  function liesInMemory(at: number): boolean {
    return nodes[at]?.op === 'input' || outputs.some((one) => one.node === at && isWhole(one));
  }
}

/** Whether each element has a place of its own, from which it can be read again. */
export const isWhole = ({ layout, adds }: RowProgram['outputs'][number]): boolean =>
  !adds && layout.rows === 'all' && layout.columns === 'all';

export const isReduction = ({ op }: RowNode): boolean => op === 'rowSum' || op === 'rowMax';

export const argsOf = (node: RowNode): readonly number[] => ('args' in node ? node.args : []);

function levelOf(node: RowNode, levels: readonly Level[]): Level {
  if (node.op === 'input') {
    const { rows, columns } = node.layout;
    if (columns === 'all') return 'element';
    return rows === 'one' ? 'once' : 'row';
  }
  if (isReduction(node)) return 'row';
  const ofArgs = argsOf(node).map((arg) => levels[arg]);
  if (ofArgs.includes('element')) return 'element';
  return ofArgs.includes('row') ? 'row' : 'once';
}
