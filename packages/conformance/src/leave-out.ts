import { beforeEach, expect, it } from 'vitest';

/** A test that a backend cannot pass, or is not meant to pass. */
export interface Skip {
  /**
   * Titles of the groups from below the suite down to the test, and its own, with `/` between. With `*` at its end, all
   * tests that begin so.
   */
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
  beforeEach(({ task, skip }) => {
    const id = idOf(task, suite);
    const found = skips.find(({ test }) => fits(test, id));
    if (found !== undefined) skip(found.reason);
  });

  it('has every test that is left out', ({ task }) => {
    const ids = task.suite ? testsIn(task.suite).map((test) => idOf(test, suite)) : [];
    const absent = skips.filter(({ test }) => !ids.some((id) => fits(test, id)));
    expect(absent.map(({ test }) => test)).toEqual([]);
  });
}

const fits = (pattern: string, id: string): boolean =>
  pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern;

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
