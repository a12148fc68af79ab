import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../../test/fake-io.js';
import { Ledger } from '../ledger/ledger.js';
import type { SweepConfig } from '../plan/config.js';
import { halvingRungs, type Rung } from '../plan/rungs.js';
import { execute, type Inputs } from './execute.js';
import type { Task, TrialEnd } from './trial.js';

const configOf = (trials: number, rungs: readonly Rung[]): SweepConfig => ({
  ...{ format: 'nadir-sweep', version: 1, method: 'random', metric: 'loss' },
  ...{ fixed: {}, space: {}, rungs, trials: Array.from({ length: trials }, () => ({})) },
});

/** A trial whose loss is its number. */
const finished = (task: Task): TrialEnd => ({
  entry: { ...task, outcome: 'finished', validation: { loss: task.trial } },
});
const paused = (task: Task): TrialEnd => ({
  entry: { ...task, outcome: 'paused', validation: { loss: task.trial } },
});

/** Executes in a ledger, and says which tasks were run. */
async function executed(
  config: SweepConfig,
  run: (task: Task) => TrialEnd | Promise<TrialEnd>,
  { ledger = newLedger(), ...more }: Partial<Inputs> & { ledger?: Ledger } = {},
) {
  const tasks: string[] = [];
  const ending = await execute(config, ledger, {
    ...{ jobs: 2, signal: new AbortController().signal },
    async run(task) {
      tasks.push(`${task.rung}/${task.trial}`);
      return run(task);
    },
    ...{ onStart() {}, onEntry() {}, onFailure() {} },
    ...more,
  });
  return { tasks, ending, ledger };
}

const newLedger = () => new Ledger(join(temporaryFolder(), 'ledger.jsonl'));

describe('execute', () => {
  it('runs each trial once, some at a time', async () => {
    let [running, most] = [0, 0];
    const { tasks, ending } = await executed(configOf(7, [{ trials: 7 }]), async (task) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return finished(task);
    });
    expect(tasks).toEqual(['0/1', '0/2', '0/3', '0/4', '0/5', '0/6', '0/7']);
    expect(most).toBe(2);
    expect(ending).toEqual({ failures: [], interrupted: false });
  });

  it('goes on with the best of each rung, those aside that have come to their end', async () => {
    const config = configOf(9, halvingRungs(9, 9, 3));
    const { tasks, ledger } = await executed(config, (task) =>
      task.trial === 2 ? finished(task) : paused(task),
    );
    expect(tasks.slice(9)).toEqual(['1/1', '1/3', '2/1']);
    expect(ledger.find(2, 1)).toMatchObject({ outcome: 'finished', validation: { loss: 2 } });
  });

  it('runs nothing that the ledger has', async () => {
    const config = configOf(3, [{ trials: 3 }]);
    const { ledger } = await executed(config, finished);
    expect((await executed(config, finished, { ledger })).tasks).toEqual([]);
    const more = configOf(4, [{ trials: 4 }]);
    expect((await executed(more, finished, { ledger })).tasks).toEqual(['0/4']);
  });

  it('goes on after a trial that fails, which is tried again the next time', async () => {
    const config = configOf(4, [{ trials: 4 }]);
    const failed = { failed: 'no memory', isUsage: false };
    const { ending, ledger } = await executed(config, (task) =>
      task.trial === 2 ? failed : finished(task),
    );
    expect(ending.failures).toEqual([{ trial: 2, rung: 0, reason: 'no memory' }]);
    expect((await executed(config, finished, { ledger })).tasks).toEqual(['0/2']);
  });

  it('begins no other where three in a row have failed, or one is refused', async () => {
    const config = configOf(9, [{ trials: 9 }]);
    const fail = (isUsage: boolean) => () => ({ failed: 'no file', isUsage });
    const one = await executed(config, fail(false), { jobs: 1 });
    expect(one.tasks).toHaveLength(3);
    const refused = await executed(config, fail(true), { jobs: 1 });
    expect(refused.tasks).toHaveLength(1);
    expect(refused.ending.refused).toBe('no file');
  });

  it('stops with all that runs where the ledger cannot be written', async () => {
    const ledger = newLedger();
    ledger.close();
    let stopped = 0;
    const work = executed(configOf(4, [{ trials: 4 }]), finished, {
      ledger,
      async run(task, signal) {
        if (task.trial === 1) return finished(task);
        await new Promise((done) => signal.addEventListener('abort', done));
        stopped++;
        return { stopped: true };
      },
    });
    await expect(work).rejects.toThrow('EBADF');
    expect(stopped).toBe(1);
  });
});
