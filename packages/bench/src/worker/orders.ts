import { setBackend } from '@tensorflow/tfjs';
import type { Task } from '../tasks/task.js';
import { type Maker, type Work, workOn } from './work.js';

/** What a peer is asked for. `key` names the work of one contender. */
export type Order =
  | ({ readonly do: 'prepare'; readonly key: string; readonly task: Task } & Setting)
  | { readonly do: 'steps'; readonly key: string; readonly count: number }
  | { readonly do: 'read'; readonly key: string; readonly stride: number }
  | { readonly do: 'count'; readonly key: string }
  | { readonly do: 'dispose'; readonly key: string };

/** Where work is done, and by whose optimizer. */
export interface Setting {
  readonly backend: string;
  readonly maker: Maker;
}

/** Makes a TensorFlow.js backend the current one, with Nadir's adapter or without. */
export type UseBackend = (setting: Setting) => Promise<void>;

/** Puts backends in use, each with the adapter of its name unless the work is TensorFlow.js's own. */
export function backendsWith(adapters: Readonly<Record<string, { register(): void }>>): UseBackend {
  const registered = new Set<string>();
  return async ({ backend, maker }) => {
    if (!(await setBackend(backend))) {
      throw new Error(`TensorFlow.js has no backend ${backend} here`);
    }
    if (maker === 'tfjs' || registered.has(backend)) return;
    adapters[backend]?.register();
    registered.add(backend);
  };
}

/** Does what it is asked for, one order after the other. */
export function makeHandler(useBackend: UseBackend): (order: Order) => Promise<unknown> {
  const all = new Map<string, { readonly setting: Setting; readonly work: Work }>();
  return async (order) => {
    if (order.do === 'prepare') {
      const { backend, maker, key, task } = order;
      await useBackend({ backend, maker });
      all.set(key, { setting: { backend, maker }, work: workOn(task, maker) });
      return null;
    }
    const entry = all.get(order.key);
    if (entry === undefined) return null;
    await useBackend(entry.setting);
    switch (order.do) {
      case 'steps':
        return entry.work.steps(order.count);
      case 'read':
        return entry.work.read(order.stride);
      case 'count':
        return entry.work.count();
      case 'dispose':
        all.delete(order.key);
        return entry.work.dispose();
    }
  };
}
