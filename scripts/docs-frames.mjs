// Measures how smoothly the playground of the built site draws while it trains: `npm run docs:frames`.
import { playTo, withBuiltSite } from './built-site.mjs';

const contenders = ['sgd', 'adam', 'adamw', 'rmsprop', 'lion', 'adagrad'];
/** Steps before measuring, in which code is compiled, and steps that are measured. */
const [warmUp, measured] = [30, 300];

await withBuiltSite(async (open) => {
  const rows = [];
  for (const count of [1, 2, 6]) {
    const names = contenders.slice(0, count).map((name) => `c=${name}`);
    const page = await open(`/playground#v=1&steps=2000&${names.join('&')}`);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const processorSeconds = async () => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration').value;
    };
    await playTo(page, warmUp);
    const before = await processorSeconds();
    await page.evaluate(watchFrames);
    await page.waitForFunction(
      (last) => Number(document.querySelector('.scrubber').value) >= last,
      warmUp + measured,
      { timeout: 300_000, polling: 100 },
    );
    const { frames, draws, tasks } = await page.evaluate(() => globalThis.watched);
    const seconds = frames.reduce((sum, ms) => sum + ms, 0) / 1000;
    const used = (await processorSeconds()) - before;
    const at = (share) => frames.toSorted((a, b) => a - b)[Math.floor(share * frames.length)];
    rows.push({
      contenders: count,
      'frames/s': Math.round(frames.length / seconds),
      'median ms': Math.round(at(0.5)),
      '95 % ms': Math.round(at(0.95)),
      'steps drawn/s': Math.round(draws / seconds),
      'processor ms/frame': Number(((1000 * used) / frames.length).toFixed(1)),
      'tasks over 50 ms': tasks.length,
      'longest ms': Math.max(0, ...tasks),
    });
    await page.close();
  }
  console.table(rows);
});

/** Begins to watch, in the page: time between frames, changes of the step that is shown, and tasks over 50 ms. */
function watchFrames() {
  const watched = { frames: [], draws: 0, tasks: [] };
  globalThis.watched = watched;
  let [last, shown] = [performance.now(), ''];
  const next = (now) => {
    watched.frames.push(now - last);
    last = now;
    const { value } = document.querySelector('.scrubber');
    if (value !== shown) watched.draws++;
    shown = value;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  new PerformanceObserver((list) => {
    watched.tasks.push(...list.getEntries().map(({ duration }) => Math.round(duration)));
  }).observe({ entryTypes: ['longtask'] });
}
