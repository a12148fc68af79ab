import { beforeEach, expect, it } from 'vitest';

/** A test that a backend cannot pass, or is not meant to pass. */
export interface Skip {
  /** Titles of the groups from below the suite down to the test, and its own, with `/` between. */
  readonly test: string;
  readonly reason: string;
}

/**
 * Leaves tests of a suite out, each with its reason. A name that no test has fails the run, so that
 * no reason outlives its test. Called inside of the suite, before its other hooks.
 *
 * @param suite Title of the suite.
 * @example
 * ```ts
 * describe('my backend', () => {
 *   leaveOut('my backend', [{ test: 'large/sums', reason: 'beyond the texture limit' }]);
 *   …
 * });
 * ```
 */
export function leaveOut(suite: string, skips: readonly Skip[]): void {
  const reasons = new Map(skips.map(({ test, reason }) => [test, reason]));

  beforeEach(({ task, skip }) => {
    const reason = reasons.get(idOf(task, suite));
    if (reason !== undefined) skip(reason);
  });

  it('has every test that is left out', ({ task }) => {
    const ids = new Set(task.suite ? testsIn(task.suite).map((test) => idOf(test, suite)) : []);
    expect([...reasons.keys()].filter((test) => !ids.has(test))).toEqual([]);
  });
}

/** What is needed of vitest's tests and suites. */
interface Task {
  readonly name: string;
  readonly suite?: Task | undefined;
  readonly tasks?: readonly Task[];
}

/** Names from below the suite down to a test. */
function idOf({ name, suite }: Task, root: string): string {
  return suite === undefined || suite.name === root ? name : `${idOf(suite, root)}/${name}`;
}

const testsIn = (task: Task): Task[] => (task.tasks ? task.tasks.flatMap(testsIn) : [task]);
