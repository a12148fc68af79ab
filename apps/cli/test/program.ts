import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { afterAll, onTestFinished } from 'vitest';

/** How a process ended, and what it wrote. */
export interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process of the command that is under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves once the standard error matches. */
  stderrMatches(pattern: RegExp): Promise<void>;
}

/** How a process of the command is started. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** File descriptor of the standard input. Default: it is empty. */
  readonly stdin?: number;
  /** File descriptor that takes the standard error, in place of a pipe. */
  readonly stderr?: number;
}

/** Where the files of the command are, below the folder of all sources. */
const home = 'apps/cli/src';

/** Gives each module the address that it would have if it was not in a file with others. */
const places: Plugin = {
  name: 'places',
  transform: (code, id) =>
    code.replaceAll(
      'import.meta.url',
      `new URL(${JSON.stringify(relative(home, id))}, import.meta.url).href`,
    ),
};

/**
 * The command as people start it, made of the sources as they are. It is gone after the tests of the file.
 *
 * @param files One for each module, as it is published, for what a process loads; by default few, since a process of the
 * command is started some hundred times, and opening a thousand files takes it a second.
 */
export async function buildProgram(
  files: 'few' | 'modules' = 'few',
): Promise<(args: string[], options?: StartOptions) => Running> {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-program-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@nadir/source', 'module', 'node', 'default'] },
    ssr: { noExternal: /^@nadir\//, resolve: { conditions: ['@nadir/source'] } },
    build: {
      ssr: true,
      outDir: folder,
      minify: false,
      rolldownOptions: {
        input: [resolve('apps/cli/src/main.ts'), resolve('apps/cli/src/command-thread.ts')],
        output:
          files === 'few'
            ? { entryFileNames: `${home}/[name].js`, chunkFileNames: `${home}/[name]-[hash].js` }
            : { preserveModules: true, preserveModulesRoot: resolve('.') },
      },
    },
    plugins: files === 'few' ? [places] : [],
  });
  for (const name of ['package.json', 'tfjs-node-lock.json']) {
    copyFileSync(join('apps/cli', name), join(folder, 'apps/cli', name));
  }
  cpSync('apps/cli/templates', join(folder, 'apps/cli/templates'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const program = join(folder, home, 'main.js');
  return (args, options) => start([program, ...args], options);
}

/** Runs a file of JavaScript in a process of its own. */
export const runFile = (file: string, options?: StartOptions): Running => start([file], options);

function start(args: readonly string[], { cwd, env, stdin, stderr }: StartOptions = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: [stdin ?? 'ignore', 'pipe', stderr ?? 'pipe'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      text[name] += chunk;
    });
  }
  const ended = new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (status, signal) => done({ status, signal, ...text }));
  });
  const stderrMatches = (pattern: RegExp) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (!pattern.test(text.stderr)) return;
        child.stderr?.off('data', look);
        done();
      };
      child.stderr?.on('data', look);
      ended.then(({ stderr }) => fail(new Error(`ended without ${pattern}: ${stderr}`)));
      look();
    });
  return { child, ended, stderrMatches };
}
