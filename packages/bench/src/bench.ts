import { contendersFor } from './contenders/all.js';
import { type Effort, measure } from './measure.js';
import { type CrewCall, startCrew } from './peers/crew.js';
import { describeMachine } from './report/machine.js';
import { type Report, relate, type TaskResult } from './report/result.js';
import { parameterCount, type Task } from './tasks/task.js';

/** What to measure, and with whom. */
export interface BenchCall extends Effort, CrewCall {
  readonly tasks: readonly Task[];
  /** Told what is being done. */
  readonly onProgress?: (line: string) => void;
}

/**
 * Measures all contenders that can take part, at each task.
 *
 * @throws {@link NadirError} when contenders of the same rule arrive at different numbers.
 */
export async function bench(call: BenchCall): Promise<Report> {
  const { tasks, rounds, signal, onProgress = () => {} } = call;
  const date = new Date().toISOString();
  const crew = await startCrew(call, onProgress);
  try {
    const results: TaskResult[] = [];
    for (const task of tasks) {
      signal?.throwIfAborted();
      const contenders = contendersFor(task, crew);
      onProgress(
        `${task.name}: ${contenders.length} contenders, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
      );
      const { timings, failed } = await measure(contenders, task, call);
      results.push({ task, parameters: parameterCount(task), rows: relate(timings), failed });
    }
    const machine = describeMachine(crew.torchVersion, crew.page);
    return { date, machine, rounds, skipped: crew.skipped, results };
  } finally {
    crew.close();
  }
}
