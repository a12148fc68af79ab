import type { RecordNode, StepRecord, Use } from '../step-record.js';

/** The nodes that run as one with the node at a position, it included, in order. */
type MembersOf = (at: number) => readonly number[];

/** Who makes and who reads the buffers of a record. Nodes are named by their positions. */
export class Dataflow {
  readonly #nodes: readonly RecordNode[];
  readonly #results: ReadonlySet<number>;
  readonly #makers = new Map<number, number>();
  readonly #readers = new Map<number, number[]>();
  /** By node: how many effects and assignments come before it. What is on two sides of one of them stays there. */
  readonly #stretches: readonly number[];

  constructor({ nodes, results }: StepRecord) {
    this.#nodes = nodes;
    this.#results = new Set(results.map(({ buffer }) => buffer));
    let stretch = 0;
    this.#stretches = nodes.map(({ kind }) =>
      kind === 'effect' || kind === 'assign' ? stretch++ : stretch,
    );
    nodes.forEach(({ inputs, outputs }, at) => {
      for (const { buffer } of outputs) this.#makers.set(buffer, at);
      for (const buffer of new Set(inputs.map((use) => use.buffer))) {
        this.#readers.set(buffer, [...this.#readersOf(buffer), at]);
      }
    });
  }

  /** The nodes that make what a node reads. */
  producers(at: number): number[] {
    const { inputs } = this.#node(at);
    return [...new Set(inputs.flatMap(({ buffer }) => this.#makers.get(buffer) ?? []))];
  }

  /** The nodes before one that read what it reads, as far as the step makes it. */
  fellowReaders(at: number): number[] {
    const made = this.#node(at).inputs.filter(({ buffer }) => this.#makers.has(buffer));
    const readers = made.flatMap(({ buffer }) => this.#readersOf(buffer));
    return [...new Set(readers.filter((reader) => reader < at))];
  }

  /** Whether nodes can run at one time: none of them waits for somebody who waits for another of them. */
  canRunTogether(members: readonly number[], membersOf: MembersOf): boolean {
    const stretch = this.#stretches[members[0] as number];
    if (members.some((at) => this.#stretches[at] !== stretch)) return false;
    const together = new Set(members);
    const seen = new Set<number>();
    const waiting = members.flatMap((at) => this.#consumers(at)).filter((at) => !together.has(at));
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (seen.has(at) || this.#stretches[at] !== stretch) continue;
      for (const member of membersOf(at)) {
        seen.add(member);
        for (const next of this.#consumers(member)) {
          if (together.has(next)) return false;
          waiting.push(next);
        }
      }
    }
    return true;
  }

  /** What nodes read and do not make, and what they make that others read. */
  borders(members: readonly number[]): { inputs: readonly Use[]; outputs: readonly Use[] } {
    const nodes = members.map((at) => this.#node(at));
    const own = new Set(members);
    const made = nodes.flatMap(({ outputs }) => outputs);
    const makes = new Set(made.map(({ buffer }) => buffer));
    const inputs = new Map<number, Use>();
    for (const use of nodes.flatMap((node) => node.inputs)) {
      if (!makes.has(use.buffer) && !inputs.has(use.buffer)) inputs.set(use.buffer, use);
    }
    const outputs = made.filter(
      ({ buffer }) =>
        this.#results.has(buffer) || this.#readersOf(buffer).some((reader) => !own.has(reader)),
    );
    return { inputs: [...inputs.values()], outputs };
  }

  /**
   * An order in which everything is made before it is read, as near to the order of the record as that allows. Of nodes that
   * run as one it has the last.
   */
  order(membersOf: MembersOf): readonly number[] {
    const order: number[] = [];
    const placed = new Set<number>();
    const put = (at: number) => {
      const members = membersOf(at);
      const last = members.at(-1) as number;
      if (placed.has(last)) return;
      placed.add(last);
      for (const member of members) {
        for (const maker of this.producers(member)) put(maker);
      }
      order.push(last);
    };
    this.#nodes.forEach((_, at) => {
      if (membersOf(at).at(-1) === at) put(at);
    });
    return order;
  }

  #node(at: number): RecordNode {
    return this.#nodes[at] as RecordNode;
  }

  #readersOf(buffer: number): readonly number[] {
    return this.#readers.get(buffer) ?? [];
  }

  #consumers(at: number): readonly number[] {
    return this.#node(at).outputs.flatMap(({ buffer }) => this.#readersOf(buffer));
  }
}
