import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { type BenchCall, bench, formatReport } from '@nadir/bench';
import { browserBackends, nodeBackends, trainings, updates } from '@nadir/bench/choices';
import { NadirError } from '@nadir/core';
import { examineBrowser } from '../../machine/browser.js';
import { pythonCommand } from '../../machine/python.js';
import { failure, interruptedStatus, reasonOf } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { findTfjsNode } from '../../tfjs-node/find.js';

/** Length of a turn: long enough for several collections of garbage at the larger size. */
const turnMs = 150;

const tasks = [...updates, ...trainings];
const backendNames = [...nodeBackends, ...browserBackends];

/** The flags of `nadir bench` that were given. */
interface BenchFlags {
  readonly tasks?: readonly string[];
  readonly backends?: readonly string[];
  readonly rounds?: number;
  readonly browser?: string;
  readonly page?: boolean;
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * Measures what the flags of `nadir bench` ask for.
 * @returns The exit status.
 */
export async function measure(flags: BenchFlags, io: Io, run = bench): Promise<number> {
  const tfjsNode = findTfjsNode(io.env)?.folder;
  const browser = flags.page ? undefined : (flags.browser ?? examineBrowser(io.env).path);
  const canOpen = flags.page === true || browser !== undefined;
  const here = backendNames.filter(
    (name) =>
      (name !== 'tensorflow' || tfjsNode !== undefined) &&
      (!browserBackends.includes(name) || canOpen),
  );
  const backends = flags.backends ?? here;
  const missing = backends.filter((name) => !here.includes(name));
  if (missing.length > 0) throw failure(adviceFor(missing[0] as string));

  const call: BenchCall = {
    tasks: tasks.filter(({ name }) => flags.tasks?.includes(name) ?? true),
    backends,
    rounds: flags.rounds ?? 20,
    turnMs,
    python: pythonCommand(io.env),
    tfjsNode,
    browser,
    signal: io.signal,
    onProgress: (line) => io.stderr.write(`${line}\n`),
  };
  if (flags.out !== undefined) checkFile(flags.out);
  try {
    const report = await run(call);
    const json = `${JSON.stringify(report)}\n`;
    if (flags.out !== undefined) attempt(flags.out, (path) => writeFileSync(path, json));
    io.stdout.write(flags.json ? json : `${formatReport(report)}\n`);
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
