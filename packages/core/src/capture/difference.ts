import { Problem } from './problem.js';
import type { Origin, ProgramNumber, RecordNode, Use } from './step-record.js';
import { userLine } from './user-line.js';

/** What a node does otherwise than the node at its place in the run before. */
export function nodeDiffers(before: RecordNode | undefined, now: RecordNode): Problem | undefined {
  if (before === undefined || before.kind !== now.kind || nameOf(before) !== nameOf(now)) {
    const last = before === undefined ? 'nothing' : nameOf(before);
    return Problem.difference(
      `${nameOf(now)} where the time before had ${last}`,
      'Take what decides out of the step, and capture a step for each case.',
    );
  }
  if (!areSame(before.inputs, now.inputs) || !areSame(before.outputs, now.outputs)) {
    return Problem.difference(
      `other inputs of ${nameOf(now)} than the time before`,
      'Pass what changes as an argument.',
    );
  }
  if (before.kind === 'kernel' && now.kind === 'kernel' && !areEqual(before.attrs, now.attrs)) {
    return Problem.difference(
      `another attribute of ${nameOf(now)} than the time before`,
      'Draw random numbers by a layer, or by `randomUniform` of counters, and keep settings the same.',
    );
  }
  if (before.kind === 'program' && now.kind === 'program') {
    const isSame = now.numbers.every((number, i) =>
      isSameNumber(before.numbers[i] as ProgramNumber, number),
    );
    const { program } = before;
    if (isSame && (program === now.program || areEqual(program, now.program))) return undefined;
    return Problem.difference(
      `other numbers for ${nameOf(now)} than the time before`,
      'Pass what changes as a tensor.',
    );
  }
  return undefined;
}

/** What a tensor from outside the record is otherwise than the one at its place in the run before. */
export function originDiffers(before: Origin, now: Origin): Problem | undefined {
  if (before.kind === 'literal' && now.kind === 'literal') {
    if (areEqual(before.values, now.values)) return undefined;
    return Problem.difference(
      `a tensor made of other values of the host than the time before, at ${userLine(now.made ?? new Error())}`,
      'Pass it as an argument.',
    );
  }
  const isSame =
    before.kind === now.kind &&
    (before.kind !== 'outside' || now.kind !== 'outside' || before.info.dataId === now.info.dataId);
  if (isSame) return undefined;
  return Problem.difference(
    'a tensor from outside that is another one than the time before',
    'Pass it as an argument.',
  );
}

/** What a node is called in messages. */
function nameOf(node: RecordNode): string {
  switch (node.kind) {
    case 'kernel':
      return `the kernel ${node.config.kernelName}`;
    case 'program':
      return `the program ${node.program.name}`;
    case 'fused':
      return 'fused kernels';
    case 'effect':
      return node.name;
    case 'read':
      return `the variable "${node.variable.name}"`;
    case 'assign':
      return `an assignment to "${node.variable.name}"`;
    case 'number':
      return 'a number of the step';
  }
}

function isSameNumber(a: ProgramNumber, b: ProgramNumber): boolean {
  if (typeof a === 'number' || typeof b === 'number') return Object.is(a, b);
  return a.part === b.part && a.ahead === b.ahead && a.draw[a.part] === b.draw[b.part];
}

const areSame = (a: readonly Use[], b: readonly Use[]): boolean =>
  a.length === b.length &&
  a.every((use, i) => {
    const other = b[i] as Use;
    return (
      use.buffer === other.buffer &&
      use.dtype === other.dtype &&
      use.shape.join() === other.shape.join()
    );
  });

/** Whether two values of plain data are equal, numbers to the bit. */
export function areEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) {
    return haveSameElements(a as Float32Array, b as Float32Array);
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    areEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

function haveSameElements(a: Float32Array, b: Float32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
