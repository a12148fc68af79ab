/**
 * The script of every worker of the site. The first message names the module that runs in the worker. Loading it here
 * lets all workers share what they load, TensorFlow.js above all.
 */
const modules = import.meta.glob('../{figures,playground,device}/**/*.worker.ts');

/** Messages that come before the module is there to hear them. */
const early: unknown[] = [];
const keep = ({ data }: MessageEvent) => early.push(data);

async function begin({ data: name }: MessageEvent<string>): Promise<void> {
  self.addEventListener('message', keep);
  const load = modules[`../${name}.worker.ts`];
  if (load === undefined) throw new Error(`startWorker: found no ${name}.worker.ts.`);
  await load();
  self.removeEventListener('message', keep);
  for (const data of early) self.dispatchEvent(new MessageEvent('message', { data }));
}

// What fails reaches the page as an error of the worker.
self.addEventListener('message', (message) => begin(message).catch(reportError), { once: true });
