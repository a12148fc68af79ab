import { flagsOf } from '../../../data/load.js';
import { commandLine } from '../../../flags/command-line.js';
import type { Outcome } from '../outcome/outcome.js';
import { searchedOf } from '../plan/entrants.js';
import type { Plan } from '../plan/plan.js';

/** The command that repeats a comparison, whatever the defaults will be then. */
export function commandOf(plan: Plan): string {
  const { entrants, seeds, goal, schedule, seed, backend, network, steps } = plan;
  return commandLine('nadir compare', {
    ...learnedFlags(plan),
    optimizers: entrants.map(({ name }) => name).join(),
    trials: Math.max(...entrants.map(({ trials }) => trials.length)),
    seeds: seeds.length,
    ...(goal !== undefined && { goal }),
    schedule,
    seed,
    backend,
    ...(network === undefined ? { steps } : networkFlags(network)),
  });
}

/** The command that trains with the options of the best trial; empty where there is none. */
export function trainCommandOf(plan: Plan, { entrant, best }: Outcome): string {
  const { network, schedule, backend } = plan;
  if (network === undefined || best === undefined) return '';
  return commandLine('nadir train', {
    ...learnedFlags(plan),
    optimizer: entrant.name,
    ...searchedOf(entrant, best.setting.options),
    ...networkFlags(network),
    schedule,
    backend,
  });
}

const learnedFlags = ({ problem, data }: Plan) =>
  data === undefined ? { problem } : flagsOf(data);

const networkFlags = ({ epochs, hidden, dropout, batch }: NonNullable<Plan['network']>) => ({
  epochs,
  hidden: hidden.length === 0 ? 'none' : hidden.join(),
  dropout,
  batch,
});
