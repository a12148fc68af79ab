import type { RecordNode, StepRecord } from '../step-record.js';
import { withoutNodes } from './replace.js';

/** Drops what nobody reads. */
export function dropUnused(record: StepRecord): StepRecord {
  const needed = new Set(record.results.map(({ buffer }) => buffer));
  const dropped = new Set<RecordNode>();
  for (const node of record.nodes.toReversed()) {
    const acts = node.kind === 'assign' || node.kind === 'effect';
    if (acts || node.outputs.some(({ buffer }) => needed.has(buffer))) {
      for (const { buffer } of node.inputs) needed.add(buffer);
    } else dropped.add(node);
  }
  return withoutNodes(record, dropped, new Map());
}
