import type { RecordNode, StepRecord } from '../step-record.js';
import { withoutNodes } from './replace.js';

/** Drops copies, and casts to the dtype that is there already: whoever reads the copy reads the original. */
export function dropCopies(record: StepRecord): StepRecord {
  const dropped = new Set<RecordNode>();
  const replacements = new Map<number, number>();
  for (const node of record.nodes) {
    if (node.kind !== 'kernel') continue;
    const { kernelName } = node.config;
    const [from, to] = [node.inputs[0], node.outputs[0]];
    if (from === undefined || to === undefined) continue;
    if (kernelName !== 'Identity' && !(kernelName === 'Cast' && from.dtype === to.dtype)) continue;
    dropped.add(node);
    replacements.set(to.buffer, from.buffer);
  }
  return withoutNodes(record, dropped, replacements);
}
