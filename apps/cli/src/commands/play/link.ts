import type { RunConfig } from '../../run/config.js';
import { defaultsOf } from '../../training/optimizers.js';
import { stepsOf } from '../../training/training.js';

/** Address of the playground. */
const playground = 'https://nadir-js.github.io/nadir/playground';

/** Most steps that the playground lays a schedule over. */
const mostSteps = 20_000;

/** What the playground calls the schedules of the command. */
const schedules = {
  constant: [],
  cosine: ['!schedule:cosine'],
  'warmup-cosine': ['!schedule:cosine', '!warmup:0.1'],
} as const satisfies Readonly<Record<RunConfig['schedule'], readonly string[]>>;

/** The link that opens the playground with the problem, network and optimizer of a run. */
export function playgroundLink(config: RunConfig): string {
  const { problem, hidden, dropout, batch, seed, examples } = config;
  const entries = {
    v: '1',
    task: 'network',
    data: problem,
    examples: String(examples.train + examples.validation + examples.test),
    layers: hidden.map((units) => (dropout === 0 ? `${units}` : `${units}x${dropout}`)).join(','),
    activation: 'relu',
    batch: String(batch),
    c: contenderOf(config),
    seed: String(seed),
    steps: String(Math.min(mostSteps, stepsOf(config, examples.train))),
  };
  const query = Object.entries(entries).map(([key, value]) => `${key}=${escapeText(value)}`);
  return `${playground}#${query.join('&')}`;
}

/** The optimizer of a run in a link. Options that are the defaults are left out. */
function contenderOf({ optimizer, schedule, l1, l2 }: RunConfig): string {
  const defaults: Readonly<Record<string, unknown>> = defaultsOf(optimizer.name);
  const options = Object.entries(optimizer.options)
    .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]))
    .map(([name, value]) => `${name}:${typeof value === 'boolean' ? Number(value) : value}`);
  return [
    optimizer.name,
    ...options,
    ...schedules[schedule],
    ...(l1 > 0 ? [`!l1:${l1}`] : []),
    ...(l2 > 0 ? [`!l2:${l2}`] : []),
  ].join(';');
}

/** A text in a query, with the signs left legible that a query may hold. */
const escapeText = (text: string): string =>
  encodeURIComponent(text).replace(/%(2C|3A|3B)/g, decodeURIComponent);
