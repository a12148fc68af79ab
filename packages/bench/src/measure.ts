import { type Arrival, checkAgreement, stepsBefore, stride } from './agreement.js';
import type { Contender } from './contenders/contender.js';
import type { Skipped } from './peers/peer.js';
import type { Timing } from './report/result.js';
import type { Task } from './tasks/task.js';

/** How long and how often each contender is timed. */
export interface Effort {
  readonly rounds: number;
  /** Length of a turn that is aimed at; a turn has one step at least. */
  readonly turnMs: number;
  /** Ends the run; whoever measures rejects then. */
  readonly signal?: AbortSignal;
}

/** What came of measuring one task. */
export interface Measured {
  readonly timings: readonly Timing[];
  /** Contenders that could not do it. */
  readonly failed: readonly Skipped[];
}

/** A contender whose turn is this many times longer than asked for takes part in few rounds. */
const longTurn = 5;

/** … in one of this many. */
const roundsPerLongTurn = 4;

/**
 * Times steps of all contenders on the same task, alternating between them.
 *
 * In each round every contender has one turn: half of its steps untimed, which bring its
 * arrays back into the caches and let the garbage of others be collected, then its timed steps, as
 * many as fit into {@link Effort.turnMs}. Odd rounds go through the contenders backwards. The
 * machine's ups and downs so meet all alike. What a contender's own steps leave to the garbage
 * collector falls into its times, and no collection is forced.
 *
 * A contender that cannot take its first steps is left out, with the reason.
 * @throws {@link NadirError} when contenders of the same rule arrive at different numbers.
 */
export async function measure(
  contenders: readonly Contender[],
  task: Task,
  { rounds, turnMs, signal }: Effort,
): Promise<Measured> {
  const able: Contender[] = [];
  const arrivals: Arrival[] = [];
  const failed: Skipped[] = [];
  try {
    for (const contender of contenders) {
      const { name, rule } = contender;
      try {
        await contender.prepare(task);
        await contender.steps(stepsBefore);
        arrivals.push({ name, rule, values: await contender.read(stride) });
        able.push(contender);
      } catch (error) {
        failed.push({ name, reason: (error as Error).message });
      }
    }
    checkAgreement(arrivals, task.kind);
    const entries = [];
    for (const contender of able) {
      signal?.throwIfAborted();
      const stepMs = await warmUp(contender, turnMs);
      const stepsPerTurn = Math.max(1, Math.floor(turnMs / stepMs));
      const every = stepMs * stepsPerTurn > longTurn * turnMs ? roundsPerLongTurn : 1;
      entries.push({ contender, stepsPerTurn, every, turns: [] as number[] });
    }
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? entries : entries.toReversed();
      for (const { contender, stepsPerTurn, every, turns } of order) {
        if (round % every !== 0) continue;
        signal?.throwIfAborted();
        await contender.steps(Math.ceil(stepsPerTurn / 2));
        turns.push((await contender.steps(stepsPerTurn)) / stepsPerTurn);
      }
    }
    const timings: Timing[] = [];
    for (const { contender, stepsPerTurn, turns } of entries) {
      const { name, backend, reference } = contender;
      const counts = await contender.count?.();
      timings.push({
        name,
        ...(backend && { backend }),
        ...(reference && { reference }),
        stepsPerTurn,
        turns,
        ...(counts && { counts }),
      });
    }
    return { timings, failed };
  } finally {
    for (const contender of contenders) await contender.dispose();
  }
}

/**
 * Steps for two turns, three times at least, so that code is compiled and its time can be told.
 * Returns the milliseconds of a step, those of the quickest batch: the first ones are slow.
 */
async function warmUp(contender: Contender, turnMs: number): Promise<number> {
  let quickest = Infinity;
  let total = 0;
  for (let batch = 0, count = 1; batch < 3 || total < 2 * turnMs; batch++) {
    const ms = await contender.steps(count);
    total += ms;
    quickest = Math.min(quickest, ms / count);
    if (ms < turnMs / 4) count *= 2;
  }
  return quickest;
}
