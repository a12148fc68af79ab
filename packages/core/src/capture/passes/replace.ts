import type { RecordNode, StepRecord, Use } from '../step-record.js';

/** A record without some of its nodes, whose buffers are replaced by others. */
export function withoutNodes(
  record: StepRecord,
  dropped: ReadonlySet<RecordNode>,
  replacements: ReadonlyMap<number, number>,
): StepRecord {
  if (dropped.size === 0) return record;
  const bufferOf = (buffer: number): number => {
    const next = replacements.get(buffer);
    return next === undefined ? buffer : bufferOf(next);
  };
  const replaced = (uses: readonly Use[]): readonly Use[] =>
    uses.map((use) => ({ ...use, buffer: bufferOf(use.buffer) }));
  const nodes = record.nodes.flatMap((node) =>
    dropped.has(node) ? [] : [{ ...node, inputs: replaced(node.inputs) }],
  );
  return { ...record, nodes, results: replaced(record.results) };
}
