import { areEqual } from '../difference.js';
import type { KernelNode, RecordNode, StepRecord } from '../step-record.js';
import { withoutNodes } from './replace.js';

/** Runs a kernel once where it would run several times on the same buffers. */
export function shareCommon(record: StepRecord): StepRecord {
  const dropped = new Set<RecordNode>();
  const replacements = new Map<number, number>();
  const seen = new Map<string, KernelNode[]>();
  const bufferOf = (buffer: number) => replacements.get(buffer) ?? buffer;
  for (const node of record.nodes) {
    if (node.kind !== 'kernel') continue;
    const { config, inputs, names = [] } = node;
    const uses = inputs.map(({ buffer, shape, dtype }) => `${bufferOf(buffer)} ${shape} ${dtype}`);
    const key = [config.kernelName, ...names, ...uses].join('|');
    const alike = seen.get(key) ?? [];
    const first = alike.find(({ attrs }) => areEqual(attrs, node.attrs));
    if (first === undefined) {
      seen.set(key, [...alike, node]);
      continue;
    }
    dropped.add(node);
    node.outputs.forEach(({ buffer }, i) => {
      replacements.set(buffer, (first.outputs[i] as { buffer: number }).buffer);
    });
  }
  return withoutNodes(record, dropped, replacements);
}
