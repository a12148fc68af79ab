import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Script } from 'node:vm';
import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Contender, contenderOf } from '../../../state/contender.js';
import { initialState, type PlaygroundState } from '../../../state/state.js';
import { initialNetwork, initialSurface, type Task } from '../../../state/task.js';
import { Race } from '../../race/race.js';
import { typescriptProgram } from './program.js';

const layers = [
  { units: 5, dropout: 0.25 },
  { units: 3, dropout: 0 },
];
const points = {
  kind: 'classes' as const,
  points: Array.from({ length: 24 }, (_, i) => [(i % 5) / 5, (i % 7) / 7, i % 3] as const),
};

const plain: Contender = contenderOf('adamw');
const rich: Contender = {
  ...contenderOf('sgd', { momentum: 0.9, nesterov: true }),
  schedule: { ...plain.schedule, name: 'cosine', warmup: 0.2, end: 0.1 },
  ...{ clip: 'global-norm', clipLimit: 0.5, l1: 1e-3, l2: 1e-3, average: 'ema', dropout: 0.1 },
};

const cases: Readonly<Record<string, readonly [Task, Contender]>> = {
  classes: [{ ...initialNetwork, examples: 70, layers }, plain],
  rich: [
    { ...initialNetwork, data: 'moons', layers, activation: 'relu', norm: 'batch', batch: 17 },
    rich,
  ],
  regression: [
    { ...initialNetwork, data: 'bumps', layers, activation: 'gelu', inputs: ['x', 'xy', 'sinY'] },
    contenderOf('muon'),
  ],
  curvature: [{ ...initialNetwork, data: 'xor', layers, norm: 'layer' }, contenderOf('sophia-g')],
  hessian: [{ ...initialNetwork, data: 'plane', layers: [] }, contenderOf('sophia-h')],
  points: [{ ...initialNetwork, data: 'points', points, layers }, contenderOf('schedule-free-sgd')],
  surface: [
    { ...initialSurface, gradientNoise: 0.5 },
    { ...rich, average: 'none' },
  ],
  formula: [
    {
      ...initialSurface,
      surface: 'formula',
      formula:
        '1 + (1 - x)^2 sqrt(2 + y²) / (3 + sin(x y)) + max(abs(x), -y) - 2^(y/3) + pow(x^2, 1.5)',
    },
    contenderOf('adam'),
  ],
};

const stateOf = ([task, contender]: readonly [Task, Contender]): PlaygroundState => ({
  ...initialState,
  ...{ task, contenders: [contender] },
  race: { ...initialState.race, steps: 25, seed: 3 },
});

/** Beside the packages, so that what they import is found. */
let folder: string;
const run = promisify(execFile);

beforeAll(async () => {
  await setBackend('cpu');
  register();
  folder = mkdtempSync(resolve('node_modules/.programs-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, one] of Object.entries(cases)) {
    writeFileSync(join(folder, `${name}.ts`), typescriptProgram(stateOf(one), 0) as string);
  }
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@nadir/source', 'module', 'node', 'default'] },
    ssr: { noExternal: /^@nadir\//, resolve: { conditions: ['@nadir/source'] } },
    build: {
      ...{ ssr: true, outDir: join(folder, 'built'), minify: false },
      rolldownOptions: { input: Object.keys(cases).map((name) => join(folder, `${name}.ts`)) },
    },
  });
});

/** What each program has printed: all run in one new process, one after the other. */
async function printedBy(names: readonly string[]): Promise<Map<string, number[]>> {
  const loader = names.map((name) => `console.log('${name}:'); await import('./${name}.js');`);
  writeFileSync(join(folder, 'built', 'all.mjs'), loader.join('\n'));
  const { stdout } = await run(process.execPath, [join(folder, 'built', 'all.mjs')]);
  const sections = stdout.split(/^([\w-]+):\n/m).slice(1);
  return new Map(
    names.map((name) => {
      const text = sections[sections.indexOf(name) + 1] as string;
      const losses = text.matchAll(/^step \d+ (?:loss|value) (\S+)/gm);
      return [name, Array.from(losses, ([, loss]) => Number(loss))];
    }),
  );
}

test('programs run in Node.js with the losses of the playground', async () => {
  const printed = await printedBy(Object.keys(cases));
  for (const [name, one] of Object.entries(cases)) {
    const race = await Race.begin(stateOf(one), () => 0);
    while (!race.finished) await race.advance();
    const log = race.lanes[0]?.racers[0]?.log;
    // The value of a surface is printed in float64, the loss is rounded.
    expect(printed.get(name)?.map(Math.fround), name).toEqual(log?.trace('loss'));
    expect(log).toHaveLength(25);
    race.dispose();
  }
});

test('programs are JavaScript as they are', () => {
  for (const one of Object.values(cases)) {
    const text = typescriptProgram(stateOf(one), 0) as string;
    const body = text.replace(/^import .*$/gm, '').replace(/^await /m, '');
    // Only compiled, which tells whether a type annotation is left in it.
    expect(() => new Script(body)).not.toThrow();
  }
});
