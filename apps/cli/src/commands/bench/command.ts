import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import {
  type BenchCall,
  bench,
  browserBackends,
  formatReport,
  nodeBackends,
  trainings,
  updates,
} from '@nadir/bench';
import { NadirError } from '@nadir/core';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { integer, several, text, toggle } from '../../flags/readers.js';
import { examineBrowser } from '../../machine/browser.js';
import { pythonCommand } from '../../machine/python.js';
import { failure, interruptedStatus, reasonOf, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { findTfjsNode } from '../../tfjs-node/find.js';

const tasks = [...updates, ...trainings];
const taskNames = tasks.map(({ name }) => name);
const backendNames = [...nodeBackends, ...browserBackends];

/** Length of a turn: long enough for several collections of garbage at the larger size. */
const turnMs = 150;

const flags = {
  tasks: {
    ...several('names', taskNames),
    help: `What to measure, with commas between: ${taskNames.join(', ')}; default all`,
  },
  backends: {
    ...several('names', backendNames),
    help: `Where, with commas between: ${backendNames.join(', ')}; default all that can run here`,
  },
  rounds: {
    ...integer(1, 10_000),
    help: 'Turns of each contender, slow ones a quarter; default 20',
  },
  browser: { ...text('program'), help: 'Chromium or Chrome to start for webgl and webgpu' },
  page: { ...toggle, help: 'Start no browser: open the page yourself, where your GPU is' },
  out: { ...text('file.json'), help: 'Write every turn of every contender there too' },
  json: { ...toggle, help: 'Print the results as JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir bench`: measures Nadir against TensorFlow.js and PyTorch in one run.
 * @returns The exit status.
 */
export async function benchCommand(
  args: readonly string[],
  io: Io,
  run: typeof bench = bench,
): Promise<number> {
  const { values, words } = readFlags('nadir bench', args, flags);
  if (values.help) {
    io.stdout.write(benchHelp(io));
    return 0;
  }
  if (words.length > 0) {
    throw usageError(
      `nadir bench: got the word ${JSON.stringify(words[0])}, expected flags only. ` +
        'Write --tasks before names of tasks.',
    );
  }
  if (values.page && values.browser !== undefined) {
    throw usageError('nadir bench: got --page and --browser, expected one of them.');
  }

  const tfjsNode = findTfjsNode(io.env)?.folder;
  const browser = values.page ? undefined : (values.browser ?? examineBrowser(io.env).path);
  const canOpen = values.page === true || browser !== undefined;
  const here = backendNames.filter(
    (name) =>
      (name !== 'tensorflow' || tfjsNode !== undefined) &&
      (!browserBackends.includes(name) || canOpen),
  );
  const backends = values.backends ?? here;
  const missing = backends.filter((name) => !here.includes(name));
  if (missing.length > 0) throw failure(adviceFor(missing[0] as string));

  const call: BenchCall = {
    tasks: tasks.filter(({ name }) => (values.tasks ?? taskNames).includes(name)),
    backends,
    rounds: values.rounds ?? 20,
    turnMs,
    python: pythonCommand(io.env),
    tfjsNode,
    browser,
    signal: io.signal,
    onProgress: (line) => io.stderr.write(`${line}\n`),
  };
  if (values.out !== undefined) checkFile(values.out);
  try {
    const report = await run(call);
    const json = `${JSON.stringify(report)}\n`;
    if (values.out !== undefined) attempt(values.out, (path) => writeFileSync(path, json));
    io.stdout.write(values.json ? json : `${formatReport(report)}\n`);
    return 0;
  } catch (error) {
    if (io.signal.aborted) return interruptedStatus;
    if (error instanceof NadirError) throw failure(`nadir bench: ${error.message}`, error);
    throw error;
  }
}

/** Refuses a file that could not be written, before anything is measured. */
function checkFile(path: string): void {
  const isNew = !existsSync(path);
  attempt(path, () => closeSync(openSync(path, 'a')));
  if (isNew) rmSync(path);
}

function attempt(path: string, action: (path: string) => void): void {
  try {
    action(path);
  } catch (error) {
    throw failure(
      `--out: got ${path} (${reasonOf(error)}), expected a file to write. Choose another one.`,
      error,
    );
  }
}

const adviceFor = (backend: string): string =>
  backend === 'tensorflow'
    ? 'nadir bench: got --backends tensorflow, expected tfjs-node to be here. Run nadir setup node.'
    : `nadir bench: got --backends ${backend}, expected a browser. Name one with --browser, or write ` +
      '--page and open the page yourself.';

function benchHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir bench [flags]', 'nadir bench --tasks small,mlp --backends wasm'],
    'Measures updates and whole steps of training: Nadir, TensorFlow.js with its own optimizer, and ' +
      'PyTorch where NADIR_PYTHON or python3 has it, all alternating in one run.',
    [{ title: 'Flags', flags }],
  );
}
