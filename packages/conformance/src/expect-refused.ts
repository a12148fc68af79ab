import { memory } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { expectUnchanged, type Run, snapshotOf } from './run.js';

/** Code of the error, as `NADIR_OPTION`, and parts of its message. */
export type Refusal = readonly [code: string, ...parts: string[]];

/** Fails unless something throws the error expected, and leaves no tensor behind. */
export async function expectRefused(
  action: () => unknown,
  [code, ...parts]: Refusal,
): Promise<void> {
  const before = memory().numTensors;
  let thrown: unknown;
  try {
    await action();
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof Error)) {
    expect.fail(`got no error, expected ${code}${parts.map((part) => ` "${part}"`).join('')}.`);
  }
  for (const part of parts) expect(thrown.message).toContain(part);
  expect((thrown as { code?: unknown }).code, `code of "${thrown.message}"`).toBe(code);
  expect(memory().numTensors, 'tensors left by what was refused').toBe(before);
}

/** Fails unless something is refused, and a run is afterwards exactly as it was. */
export async function expectRefusedUnchanged(
  run: Run,
  action: () => unknown,
  refusal: Refusal,
): Promise<void> {
  const before = await snapshotOf(run);
  await expectRefused(action, refusal);
  expectUnchanged(await snapshotOf(run), before);
}
