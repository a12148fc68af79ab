/**
 * Starts a worker.
 *
 * @param name The module that runs in it: its path in the site, without `.worker.ts`.
 */
export function startWorker(name: string): Worker {
  const worker = new Worker(new URL('./entry.ts', import.meta.url), { type: 'module' });
  worker.postMessage(name);
  return worker;
}
