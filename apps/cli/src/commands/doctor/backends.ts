import { NadirError } from '@nadir/core';
import { setBackend, version as versions } from '@tensorflow/tfjs';
import { loadBackend } from '../../backends/load.js';
import type { BrowserBackend, NodeBackend } from '../../backends/names.js';
import { ownFolder } from '../../machine/packages.js';
import type { RunProgram } from '../../machine/programs.js';
import type { Io } from '../../shell/io.js';
import { checkTfjsNode } from '../../tfjs-node/check.js';
import { findTfjsNode, packageFrom, placesOf } from '../../tfjs-node/find.js';
import { tolerance, tryAdamW } from './trial.js';

/** What was found out about a backend of TensorFlow.js. */
export interface BackendReport {
  readonly name: NodeBackend | BrowserBackend;
  /** `browser`: it lives in browsers, and is not tried here. */
  readonly state: 'works' | 'fails' | 'missing' | 'browser';
  /** Version of the package it is from. */
  readonly version?: string;
  /** Folder of that package, where it is none of our own. */
  readonly folder?: string;
  /** Version of TensorFlow in it. */
  readonly tensorflow?: string;
  readonly adapter?: { readonly registered: boolean; readonly reason?: string };
  /** Bits of a number. */
  readonly bits?: 16 | 32;
  /** Greatest difference between six steps of AdamW there and in PyTorch. */
  readonly difference?: number;
  /** Why it is not tried, or fails. */
  readonly reason?: string;
  /** What to do. */
  readonly advice?: string;
}

/** What to do about a tfjs-node that fails. */
const again = 'Remove its folder and run `nadir setup node`.';

type Untried = Omit<BackendReport, 'state'>;

/** Tries a backend: puts it in use, registers the adapter, and takes steps. */
export async function examineBackend(
  name: NodeBackend,
  env: Io['env'],
  run: RunProgram,
  own = ownFolder,
): Promise<BackendReport> {
  if (name !== 'tensorflow') return tryBackend(name, env);
  const found = await examineTfjsNode(env, run, own);
  return found.state === undefined ? { ...found, ...(await tryBackend(name, env)) } : found;
}

async function tryBackend(name: NodeBackend, env: Io['env']): Promise<BackendReport> {
  const advice =
    name === 'tensorflow' ? again : 'Report it, with what `nadir doctor --json` prints.';
  let report: Untried = { name };
  try {
    const { version, register } = await loadBackend(name, env);
    report = { ...report, version };
    if (!(await setBackend(name))) {
      return { ...report, state: 'fails', reason: 'TensorFlow.js cannot start it', advice };
    }
    report = { ...report, adapter: registered(register) };
    const trial = await tryAdamW();
    report = { ...report, ...trial };
    if (trial.difference <= tolerance) return { ...report, state: 'works' };
    const reason = `six steps of AdamW differ from PyTorch by ${trial.difference.toExponential(0)}`;
    return { ...report, state: 'fails', reason, advice };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...report, state: 'fails', reason, advice };
  }
}

/** Registers an adapter, or tells why it refuses. Programs run on ordinary ops then. */
function registered(register: () => void): NonNullable<BackendReport['adapter']> {
  try {
    register();
    return { registered: true };
  } catch (error) {
    if (!(error instanceof NadirError)) throw error;
    return { registered: false, reason: error.message };
  }
}

/** Looks for tfjs-node, and tries it in a process that it may end; a state, if it is not to be tried here. */
async function examineTfjsNode(
  env: Io['env'],
  run: RunProgram,
  own: string,
): Promise<BackendReport | (Untried & { readonly state?: never })> {
  const name = 'tensorflow';
  const found = findTfjsNode(env, own);
  if (found === undefined) {
    const reason = `no tfjs-node ${placesOf(env, own)}`;
    return { name, state: 'missing', reason, advice: 'Run `nadir setup node`.' };
  }
  const check = await checkTfjsNode(found.folder, run);
  if ('tensorflow' in check) return { name, ...found, ...check };
  return { name, ...found, state: 'fails', ...check, advice: again };
}

/**
 * What is known of a backend that lives in browsers: the version that a page of the project in a
 * folder would use, or the one that `@tensorflow/tfjs` brings.
 */
export function describeInBrowser(name: BrowserBackend, cwd = process.cwd()): BackendReport {
  const tfjs = `@tensorflow/tfjs-backend-${name}`;
  const brought = name === 'webgl' ? versions['tfjs-backend-webgl'] : undefined;
  const version = packageFrom(cwd, tfjs)?.version ?? brought;
  const packages = `@nadir/backend-${name}${version === undefined ? ` and ${tfjs}` : ''}`;
  return {
    name,
    state: 'browser',
    ...(version !== undefined && { version }),
    reason: 'in browsers only',
    advice: `Import ${packages} in a page, and register the adapter.`,
  };
}
