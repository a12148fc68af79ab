import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finished, RunProgram } from '../src/machine/programs.js';
import { fakeTfjsNode } from './fake-tfjs-node.js';

/** What a program of a fake machine does: writes files, and ends. */
type Act = (cwd: string, args: readonly string[]) => Partial<Finished> | undefined;

/** A machine on which everything works but the download of libtensorflow. */
const works: Readonly<Record<string, Act>> = {
  'npm ci': (cwd) => {
    fakeTfjsNode(cwd, '4.22.0');
    return undefined;
  },
  'npm run install': () => ({
    end: 'failed',
    stderr: 'Error: getaddrinfo ENOTFOUND storage.googleapis.com',
  }),
  'npm run build-addon-from-source': (cwd) => {
    if (!existsSync(join(cwd, 'deps/lib/libtensorflow.so'))) return { end: 'failed' };
    writeFileSync(join(cwd, 'built'), '');
    return undefined;
  },
  'node -e': (_, args) =>
    existsSync(join(args.at(-1) as string, 'built'))
      ? { stdout: '\nTensorFlow 2.21.0\n' }
      : { end: 'failed', stderr: 'x.js:1\nError: no binding\n    at x.js:1:1' },
  'python3 -I -m pip download': (_, args) => {
    const folder = args[args.indexOf('--dest') + 1] as string;
    if (!existsSync(args[args.indexOf('--requirement') + 1] as string)) return { end: 'failed' };
    writeFileSync(join(folder, 'tensorflow_cpu-2.21.0-cp311-cp311-linux.whl'), '');
    return undefined;
  },
  'python3 -I -m zipfile': (cwd) => {
    mkdirSync(join(cwd, 'tensorflow/include/tensorflow'), { recursive: true });
    for (const name of ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']) {
      writeFileSync(join(cwd, 'tensorflow', name), name);
    }
    return undefined;
  },
};

/** A machine on which some programs do something else, or are missing. */
export class FakeMachine {
  /** What ran, in order: its name and its first words. */
  readonly ran: string[] = [];
  /** The environment that the last program was given. */
  env: Readonly<Record<string, string>> = {};
  readonly #acts: Readonly<Record<string, Act | 'missing'>>;

  constructor(changes: Readonly<Record<string, Act | 'missing'>> = {}) {
    this.#acts = { ...works, ...changes };
  }

  readonly run: RunProgram = async (command, args, { cwd = '', env = {} } = {}) => {
    const line = [command === process.execPath ? 'node' : command, ...args].join(' ');
    const name = Object.keys(this.#acts).find((one) => line.startsWith(one));
    this.ran.push(name ?? line);
    this.env = env;
    const act = name === undefined ? undefined : this.#acts[name];
    const end = act === 'missing' ? 'missing' : 'done';
    const answer = typeof act === 'function' ? act(cwd, args) : undefined;
    return { end, stdout: '', stderr: '', ...answer };
  };
}
