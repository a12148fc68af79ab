import { browserBackends } from '../peers/backends.js';
import type { Crew, Worker, WorkerOf } from '../peers/crew.js';
import { parameterCount, stepOptions, type Task } from '../tasks/task.js';
import type { Maker, StepCounts } from '../worker/work.js';
import type { Contender } from './contender.js';
import { Copy } from './copy.js';
import { nadirLoop } from './nadir-loop.js';
import { remote } from './remote.js';
import { traffic } from './traffic.js';

/** How PyTorch carries out a step: one kernel, one launch per operation, or op by op. */
const torchKinds = ['fused', 'foreach', 'loop'] as const;

/** Options of the step, as PyTorch calls them. */
const torchOptions = {
  lr: stepOptions.learningRate,
  betas: [stepOptions.beta1, stepOptions.beta2],
  eps: stepOptions.epsilon,
  weight_decay: stepOptions.weightDecay,
};

/** Software rendering takes seconds for an update of more parameters. */
const largestInPage = 2e6;

/**
 * All who take part in a task. The first of a rule is what the others of it are checked against:
 * PyTorch, where it is there.
 */
export function contendersFor(task: Task, crew: Crew): Contender[] {
  const workers = crew.workers.filter(
    ({ backend }) => !browserBackends.includes(backend) || parameterCount(task) <= largestInPage,
  );
  return task.kind === 'update'
    ? [
        traffic(),
        new Copy(),
        ...torch(task, crew),
        nadirLoop(1),
        nadirLoop(2),
        ...workers.map((worker) => ofWorker(task, worker)),
      ]
    : [...torch(task, crew), ...workers.flatMap((worker) => trainersOf(task, worker))];
}

function torch({ kind }: Task, crew: Crew): Contender[] {
  // The optimizer is a small part of a whole step, so there the fastest of the three is enough.
  const kinds = kind === 'update' ? torchKinds : (['fused'] as const);
  return crew.torch.flatMap(([threads, peer]) =>
    kinds.map((how) => ({
      ...remote({
        name: `torch ${how}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
        rule: kind === 'update' ? 'AdamW' : 'Adam',
        peer,
        setting: { kind: how, options: torchOptions },
      }),
      ...(how === 'fused' && threads === 1 && { reference: 'torch' as const }),
    })),
  );
}

/** A worker, and where it is ours the same with captured steps. */
const trainersOf = (task: Task, worker: Worker): Contender[] =>
  worker.maker === 'nadir'
    ? [ofWorker(task, worker), ofWorker(task, { ...worker, maker: 'captured' })]
    : [ofWorker(task, worker)];

const titles = {
  nadir: (rule: string) => `Nadir ${rule}`,
  captured: (rule: string) => `Nadir ${rule}, captured`,
  tfjs: () => 'tf.train.adam',
};

function ofWorker({ kind }: Task, { backend, maker, peer }: WorkerOf<Maker>): Contender {
  const isOurs = maker !== 'tfjs';
  const rule = isOurs && kind === 'update' ? 'AdamW' : 'Adam';
  const key = `${titles[maker](rule)}, ${backend}`;
  return {
    ...remote({ name: key, rule, peer, setting: { backend, maker } }),
    count: async () => (await peer.ask({ do: 'count', key })) as StepCounts,
    backend,
    ...(!isOurs && { reference: 'tfjs' as const }),
  };
}
