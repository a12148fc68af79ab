// Loaded before the command by tests: writes into files what the process has loaded, and how much memory it took.
import { appendFileSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const { WATCH_MODULES: modules, WATCH_MEMORY: memory } = process.env;

if (modules !== undefined) {
  // The hook runs in a thread of its own, and knows nothing of this one.
  const hook = (file) => `
    import { appendFileSync } from 'node:fs';
    export const load = (url, context, next) => {
      appendFileSync(${JSON.stringify(file)}, url + '\\n');
      return next(url, context);
    };`;
  appendFileSync(modules, '');
  register(`data:text/javascript,${encodeURIComponent(hook(modules))}`);
}

if (memory !== undefined && isMainThread) {
  process.on('exit', () => {
    writeFileSync(memory, String(process.resourceUsage().maxRSS * 1024));
  });
}
