import type { RecordNode, StepRecord } from './step-record.js';

/** For each node, the buffers that no later node and no result needs. */
export function lastUses({
  nodes,
  origins,
  results,
}: Pick<StepRecord, 'nodes' | 'origins' | 'results'>): readonly (readonly number[])[] {
  const last = new Map<number, number>();
  nodes.forEach(({ inputs, outputs }, at) => {
    for (const { buffer } of [...inputs, ...outputs]) last.set(buffer, at);
  });
  for (const { buffer } of results) last.delete(buffer);
  const frees: number[][] = nodes.map(() => []);
  for (const [buffer, at] of last) {
    if (origins[buffer]?.kind === 'made') frees[at]?.push(buffer);
  }
  return frees;
}

/** Bytes that the tensors of a node take. */
export const bytesOf = (uses: RecordNode['inputs']): number =>
  uses.reduce((sum, { shape, dtype }) => sum + shape.reduce((a, b) => a * b, bytesPer[dtype]), 0);

const bytesPer = { float32: 4, int32: 4, bool: 1, complex64: 8, string: 0 };
