import { findBackend } from '../../program/run/registry.js';
import type {
  GroupKernel,
  KernelGroup,
  KernelNode,
  RecordNode,
  StepRecord,
} from '../step-record.js';
import { Dataflow } from './dataflow.js';

/** Lets kernels that pass values on to each other, or read the same ones, run as one where the adapter of the backend can. */
export function fuseKernels(record: StepRecord, backend: string): StepRecord {
  const adapter = findBackend(backend);
  if (adapter?.fuse === undefined) return record;
  return fuseBy(record, (group) => adapter.fuse?.(group));
}

/** What runs a group as one, if anything does. */
type Fuse = (group: KernelGroup) => GroupKernel | undefined;

/** Nodes that run as one, by position and in order, and what runs them where there are several. */
interface Group {
  readonly members: readonly number[];
  readonly fused: RecordNode | undefined;
}

function fuseBy(record: StepRecord, fuse: Fuse): StepRecord {
  const flow = new Dataflow(record);
  const groups: Group[] = record.nodes.map((_, at) => ({ members: [at], fused: undefined }));
  const membersOf = (at: number): readonly number[] => (groups[at] as Group).members;

  for (const [at, node] of record.nodes.entries()) {
    if (node.kind !== 'kernel') continue;
    for (const near of [...flow.producers(at), ...flow.fellowReaders(at)]) {
      if (record.nodes[near]?.kind !== 'kernel' || membersOf(at).includes(near)) continue;
      const members = [...membersOf(near), ...membersOf(at)].sort((a, b) => a - b);
      if (!flow.canRunTogether(members, membersOf)) continue;
      const nodes = members.map((member) => record.nodes[member] as KernelNode);
      const { inputs, outputs } = flow.borders(members);
      const kernel = fuse({ nodes, inputs, outputs });
      if (kernel === undefined) continue;
      const fused: RecordNode = { kind: 'fused', nodes, inputs, outputs, kernel };
      for (const member of members) groups[member] = { members, fused };
    }
  }
  const order = flow.order(membersOf);
  const nodes = order.map((at) => groups[at]?.fused ?? (record.nodes[at] as RecordNode));
  return { ...record, nodes };
}
