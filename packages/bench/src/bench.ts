import type { Contender, Skipped } from './contender.js';
import { Copy } from './contenders/copy.js';
import { NadirCpu } from './contenders/nadir-cpu.js';
import { nadirLoop } from './contenders/nadir-loop.js';
import { TfjsAdam } from './contenders/tfjs-adam.js';
import { Torch, type TorchKind, torchName } from './contenders/torch.js';
import { traffic } from './contenders/traffic.js';
import { describeMachine } from './machine.js';
import { type Effort, measure } from './measure.js';
import { type Report, relate, type SizeResult } from './result.js';
import type { Size } from './size.js';
import { TorchProcess } from './torch-process.js';

const torchKinds: readonly TorchKind[] = ['fused', 'foreach', 'loop'];
const threadCounts = [1, 2] as const;

/** What to measure, and with which Python. */
export interface BenchCall extends Effort {
  readonly sizes: readonly Size[];
  /** Program that starts Python. */
  readonly python: string;
  /** Told what is being done. */
  readonly onProgress?: (line: string) => void;
}

/**
 * Measures all contenders that can take part, at each size.
 *
 * @throws {@link NadirError} when contenders of the same rule arrive at different numbers.
 */
export async function bench(call: BenchCall): Promise<Report> {
  const { sizes, python, rounds, onProgress = () => {} } = call;
  const date = new Date().toISOString();
  const { processes, version, skipped } = await startTorch(python);
  try {
    const limit = traffic();
    const tfjs = new TfjsAdam();
    // The first contender of a rule is what the others of that rule are checked against.
    const contenders: Contender[] = [
      limit,
      new Copy(),
      ...processes.flatMap((process) => torchKinds.map((kind) => new Torch(kind, process))),
      nadirLoop(),
      new NadirCpu(),
      tfjs,
    ];
    const references = { limit: limit.name, tfjs: tfjs.name, torch: torchName('fused', 1) };
    const results: SizeResult[] = [];
    for (const size of sizes) {
      onProgress(`${size.name}: ${contenders.length} contenders, ${rounds} rounds`);
      results.push(relate(size, await measure(contenders, size, call), references));
    }
    return { date, machine: describeMachine(version), rounds, skipped, sizes: results };
  } finally {
    for (const process of processes) process.close();
  }
}

/** One process for each number of threads, so that no contender changes another's threads. */
async function startTorch(python: string) {
  const processes: TorchProcess[] = [];
  const skipped: Skipped[] = [];
  let version: string | undefined;
  const starts = threadCounts.map((threads) => TorchProcess.start(python, threads));
  for (const [i, start] of (await Promise.allSettled(starts)).entries()) {
    if (start.status === 'fulfilled') {
      processes.push(start.value.process);
      version = start.value.version;
    } else {
      const why = (start.reason as Error).message;
      const reason = `Tried ${python}: ${why}. Set NADIR_PYTHON to a Python with torch.`;
      const threads = threadCounts[i] as number;
      for (const kind of torchKinds) skipped.push({ name: torchName(kind, threads), reason });
    }
  }
  return { processes, version, skipped };
}
