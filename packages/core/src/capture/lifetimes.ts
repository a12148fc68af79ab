import type { DataType } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shape.js';
import type { RecordNode, StepRecord, Use } from './step-record.js';

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

/** Kernels that a plan runs, and bytes of the tensors that they make. What code of the host runs is not counted. */
export function countsOf({ nodes }: Pick<StepRecord, 'nodes'>): {
  readonly launches: number;
  readonly bytes: number;
} {
  const launched = nodes.filter(({ kind }) => kindsOfLaunch.includes(kind));
  const bytes = launched.reduce((sum, { outputs }) => sum + bytesOf(outputs), 0);
  return { launches: launched.length, bytes };
}

const kindsOfLaunch: readonly RecordNode['kind'][] = ['kernel', 'program', 'fused'];

/** The most bytes that buffers take at a time, without inputs, constants and variables. */
export function peakBytes({
  nodes,
  frees,
}: Pick<StepRecord, 'nodes'> & { readonly frees: readonly (readonly number[])[] }): number {
  const held = new Map<number, number>();
  let [now, most] = [0, 0];
  nodes.forEach((node, at) => {
    if (node.kind !== 'read') {
      for (const use of node.outputs) {
        held.set(use.buffer, bytesOf([use]));
        now += bytesOf([use]);
      }
    }
    most = Math.max(most, now);
    for (const buffer of frees[at] ?? []) now -= held.get(buffer) ?? 0;
  });
  return most;
}

/** Bytes of tensors. */
export const bytesOf = (uses: readonly Use[]): number =>
  uses.reduce((sum, { shape, dtype }) => sum + sizeOf(shape) * bytesPer[dtype], 0);

const bytesPer: Readonly<Record<DataType, number>> = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  string: 0,
};
