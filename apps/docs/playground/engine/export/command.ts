import { defaultsOf } from '@nadir/cli/training/optimizers';
import type { Contender } from '../../state/contender.js';
import type { PlaygroundState } from '../../state/state.js';
import type { DataName, NetworkTask } from '../../state/task.js';
import { dropoutsOf } from '../training/network.js';

/** What `nadir train` has no flag for. Words are the page's. */
export type Inexpressible =
  | 'surface'
  | 'points'
  | 'examples'
  | 'noise'
  | 'inputs'
  | 'activation'
  | 'norm'
  | 'layers'
  | 'steps'
  | 'schedule'
  | 'clip'
  | 'l1Form'
  | 'average'
  | 'backend';

/** A command line, or what keeps it from being written. */
export type Command =
  | { readonly text: string; readonly missing?: undefined }
  | { readonly missing: readonly Inexpressible[]; readonly text?: undefined };

/** Noise of the sets of examples as the command has them, all with 500 examples. */
const customaryNoise: Partial<Record<DataName, number>> = {
  bumps: 0.05,
  circles: 0.1,
  gaussians: 0.3,
  moons: 0.1,
  plane: 0.1,
  spirals: 0.02,
  xor: 0,
};
const customaryExamples = 500;

/**
 * The command line that trains as a contender does. Without dropout its weights, batches and losses are those of the first seed.
 *
 * @param trainExamples Number of examples in the training part.
 */
export function commandLine(
  state: PlaygroundState,
  position: number,
  trainExamples: number,
): Command {
  const { task, race } = state;
  const contender = state.contenders[position] as Contender;
  if (task.kind === 'surface') return { missing: ['surface'] };
  const perEpoch = Math.ceil(trainExamples / Math.min(task.batch, trainExamples));
  const schedule = scheduleName(contender);
  const dropouts = dropoutsOf(task, contender);
  const missing = [
    ...missingOf(task),
    ...(new Set(dropouts).size > 1 ? (['layers'] as const) : []),
    ...(race.steps % perEpoch === 0 ? [] : (['steps'] as const)),
    ...(schedule === undefined ? (['schedule'] as const) : []),
    ...(contender.clip === 'none' ? [] : (['clip'] as const)),
    ...(contender.l1 > 0 && contender.l1Form === 'gradient' ? (['l1Form'] as const) : []),
    ...(contender.average === 'none' ? [] : (['average'] as const)),
    ...(race.backend === 'wasm' || race.backend === 'cpu' ? [] : (['backend'] as const)),
  ];
  if (missing.length > 0) return { missing };
  const hidden = task.layers.map(({ units }) => units).join(',') || 'none';
  const { optimizer, l1, l2 } = contender;
  const flags = [
    ['problem', task.data],
    ['hidden', hidden],
    ['dropout', dropouts[0] ?? 0],
    ['epochs', race.steps / perEpoch],
    ['batch', task.batch],
    ['optimizer', optimizer],
    ['schedule', schedule],
    ...(l1 > 0 ? [['l1', l1]] : []),
    ...(l2 > 0 ? [['l2', l2]] : []),
    ['seed', race.seed],
    ['backend', race.backend],
  ];
  const texts = [...flags.map(([name, value]) => `--${name} ${value}`), ...optionFlags(contender)];
  return { text: `nadir train ${texts.join(' ')}` };
}

/** What of a task has no flag. */
function missingOf({
  data,
  examples,
  noise,
  inputs,
  layers,
  activation,
  norm,
}: NetworkTask): Inexpressible[] {
  if (data === 'points') return ['points'];
  const isPlane = data !== 'digits';
  return [
    ...(isPlane && examples !== customaryExamples ? (['examples'] as const) : []),
    ...(isPlane && noise !== customaryNoise[data] ? (['noise'] as const) : []),
    ...(isPlane && inputs.join() !== 'x,y' ? (['inputs'] as const) : []),
    ...(activation !== 'relu' && layers.length > 0 ? (['activation'] as const) : []),
    ...(norm !== 'none' && layers.length > 0 ? (['norm'] as const) : []),
  ];
}

/** The schedule by its name in the command. */
function scheduleName({ schedule }: Contender): string | undefined {
  const { name, warmup, end } = schedule;
  if (name === 'constant' && warmup === 0) return 'constant';
  if (name !== 'cosine' || end !== 0) return undefined;
  if (warmup === 0) return 'cosine';
  return warmup === 0.1 ? 'warmup-cosine' : undefined;
}

/** Options that differ from the defaults, as flags; a switch that is off is `--no-…`. */
function optionFlags({ optimizer, options }: Contender): string[] {
  return Object.entries(options).flatMap(([option, value]) => {
    const name = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (String(defaultsOf(optimizer)[option]) === String(value)) return [];
    if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`];
    // With a sign of equality, a negative number is no flag.
    return [`--${name}=${value}`];
  });
}
