import { counted } from '../../text/words.js';
import { axisOf, type Part, placeOf, type Reported } from './reported.js';

/** What a report is called: by its run, or by what all runs have learned. */
export function titleOf(runs: readonly Reported[]): string {
  const [first, second] = runs;
  if (first !== undefined && second === undefined) return first.name;
  const [learned, another] = new Set(
    runs.map(({ settings }) => settings.get('data') ?? settings.get('problem')),
  );
  const on = learned === undefined || another !== undefined ? '' : ` on ${learned}`;
  return `${counted(runs.length, 'run')}${on}`;
}

/** Which examples the figures are of. */
export function partsNote(runs: readonly Reported[]): string {
  const parts = [...new Set(runs.map(({ part }) => part))];
  const namesOf = (part: Part) =>
    runs
      .filter((run) => run.part === part)
      .map(({ name }) => name)
      .join(', ');
  const of = parts
    .map((part) => (parts.length === 1 ? `the ${part}` : `the ${part} (${namesOf(part)})`))
    .join(' and ');
  const when = axisOf(runs) === 'epoch' ? ', at the end of each epoch' : '';
  return `Curves and table are of ${of}${when}.`;
}

/** The best place of a run: `12 of 30`. */
export function bestOf(run: Reported, runs: readonly Reported[]): string {
  const axis = axisOf(runs);
  const last = Math.max(...run.points.map((point) => placeOf(point, axis)));
  return `${placeOf(run.best, axis)} of ${last}`;
}
