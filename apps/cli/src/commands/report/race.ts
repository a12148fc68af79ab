import { readFileSync, statSync } from 'node:fs';
import { failure, reasonOf } from '../../shell/errors.js';
import type { Scores } from '../../training/scores.js';
import type { Point, Reported } from './reported.js';
import { optimizerSettings } from './settings.js';

/** First words of the first line of a race, and the newest layout that is known. */
const format = 'nadir-playground';
const version = 1;

/** Largest file that is read. */
const limitBytes = 256 * 1024 * 1024;

/** Most contenders and seeds that a race of the playground has. */
const mostRuns = 6 * 10;

/** Settings of a race, in the order in which they are shown. */
const raceSettings =
  'data surface formula examples noise inputs layers activation norm batch steps'.split(' ');

/** The first line. */
interface Head {
  readonly link: string;
  readonly contenders: readonly string[];
  readonly seeds: readonly number[];
}

/** A line of one run; what it holds beside its place is not checked yet. */
interface Line {
  readonly contender: number;
  readonly seed: number;
  readonly step?: unknown;
  readonly train?: unknown;
  readonly test?: unknown;
  readonly divergence?: unknown;
}

/**
 * Reads the runs of a race that the playground has written: one for each contender and seed.
 * @throws {@link CliError} with status 1 when the file is another, or damaged.
 */
export function raceIn(file: string): Reported[] {
  const [first = '', ...rest] = textOf(file)
    .split('\n')
    .filter((line) => line !== '');
  const head = headOf(file, first);
  const lines = rest.map((line, i) => lineOf(file, i + 2, line, head));
  const query = new URLSearchParams(head.link);
  const written = query.getAll('c');
  const common = raceSettings.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return head.contenders.flatMap((optimizer, contender) =>
    head.seeds.map((seed) => {
      const own = contenderSettings(optimizer, written[contender]);
      const mine = lines.filter((one) => one.contender === contender && one.seed === seed);
      const number = head.contenders.indexOf(optimizer) === contender ? '' : ` (${contender + 1})`;
      return reported(file, mine, {
        name: `${optimizer}${number}${head.seeds.length > 1 ? `, seed ${seed}` : ''}`,
        optimizer,
        learningRate: Number(own.get('learning rate')),
        settings: new Map([...common, ...own, ['seed', String(seed)]]),
      });
    }),
  );
}

function reported(
  file: string,
  lines: readonly Line[],
  run: Pick<Reported, 'name' | 'optimizer' | 'learningRate' | 'settings'>,
): Reported {
  const points = lines.flatMap(pointOf);
  const [start] = points;
  if (start === undefined) {
    throw failure(
      `${file}: got no reading of ${run.name}, expected one or more. Let the race run, and download it again.`,
    );
  }
  const best = points.reduce((a, b) => (b.scores.loss < a.scores.loss ? b : a));
  const { divergence } = lines.find((line) => line.divergence !== undefined) ?? {};
  const { step } = Object(divergence) as { readonly step?: unknown };
  return {
    ...run,
    task: start.scores.accuracy === undefined ? 'other' : 'classification',
    part: 'test part',
    points,
    best,
    ...(Number.isSafeInteger(step) && { note: `diverged after ${step} steps` }),
  };
}

/** The reading of a line, if it is one, and is finite. */
function pointOf({ step, train, test }: Line): Point[] {
  const [scores, ofTrain] = [scoresOf(test), scoresOf(train)];
  if (!Number.isSafeInteger(step) || scores === undefined) return [];
  return [{ step: step as number, scores, ...(ofTrain && { train: ofTrain }) }];
}

function scoresOf(value: unknown): Scores | undefined {
  const { loss, accuracy } = Object(value) as Scores;
  if (!Number.isFinite(loss)) return undefined;
  return Number.isFinite(accuracy) ? { loss, accuracy: accuracy as number } : { loss };
}

/** Settings of a contender as a link has them: options, and others with a mark, as in `adamw;learningRate:0.01;!schedule:cosine`. */
function contenderSettings(optimizer: string, written = ''): Map<string, string> {
  const given = written.split(';').slice(1).map(splitOnce);
  const isOption = ([name]: readonly [string, string]) => !name.startsWith('!');
  const options = Object.fromEntries(given.filter(isOption));
  const others = given.filter((one) => !isOption(one));
  return new Map([
    ...optimizerSettings(optimizer, options),
    ...others.map(([name, value]) => [name.slice(1), value] as const),
  ]);
}

function splitOnce(part: string): readonly [string, string] {
  const at = part.indexOf(':');
  return at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
}

function textOf(file: string): string {
  try {
    if (statSync(file).size > limitBytes) {
      throw failure(`${file}: got a file far too large, expected a race of the playground.`);
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw failure(`${file}: got ${reasonOf(error)}, expected a race of the playground.`, error);
  }
}

function headOf(file: string, line: string): Head {
  const head = Object(parsed(line)) as Partial<Record<string, unknown>>;
  const { link, contenders, seeds } = head;
  if (head.format !== format) {
    throw failure(
      `${file}:1: got ${JSON.stringify(line.slice(0, 40))}, expected the first line of a race. Give a run folder, or a file that the ` +
        'playground has written.',
    );
  }
  if (!(Number(head.version) <= version)) {
    throw failure(
      `${file}:1: got version ${JSON.stringify(head.version)}, expected at most ${version}. Take a newer nadir.`,
    );
  }
  if (
    typeof link === 'string' &&
    isListOf(contenders, (one) => typeof one === 'string') &&
    isListOf(seeds, Number.isSafeInteger) &&
    contenders.length * seeds.length <= mostRuns
  ) {
    return { link, contenders, seeds } as Head;
  }
  throw failure(
    `${file}:1: got other contenders or seeds than a race has, expected its first line.`,
  );
}

function lineOf(file: string, at: number, text: string, { contenders, seeds }: Head): Line {
  const line = Object(parsed(text)) as Line;
  if (contenders[line.contender] !== undefined && seeds.includes(line.seed)) return line;
  throw failure(
    `${file}:${at}: got ${JSON.stringify(text.slice(0, 40))}, expected a step or a reading of the race. Download it again.`,
  );
}

const isListOf = (value: unknown, isItem: (one: unknown) => boolean): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every(isItem);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
