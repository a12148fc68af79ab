import { memory } from '@tensorflow/tfjs-core';
import { expect } from './expect.js';
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

/** What {@link refuserOf} returns. */
export type Refuser = (action: () => unknown, refusal: Refusal) => Promise<void>;

/** Fails unless something is refused, any number of times, and leaves a run exactly as it is now. */
export async function refuserOf(run: Run): Promise<Refuser> {
  const before = await snapshotOf(run);
  return async (action, refusal) => {
    await expectRefused(action, refusal);
    expectUnchanged(await snapshotOf(run), before);
  };
}

/** Fails unless something is refused, and a run is afterwards exactly as it was. */
export async function expectRefusedUnchanged(
  run: Run,
  action: () => unknown,
  refusal: Refusal,
): Promise<void> {
  const refuse = await refuserOf(run);
  await refuse(action, refusal);
}
