import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ownFolder } from '../../machine/packages.js';
import type { Finished, RunProgram } from '../../machine/programs.js';
import { type CliError, failure, reasonOf } from '../../shell/errors.js';
import { makeFolder } from '../../shell/output-folder/make-folder.js';
import { type Check, checkTfjsNode } from '../../tfjs-node/check.js';
import { packageName } from '../../tfjs-node/find.js';
import { causeOf } from './cause.js';
import type { Step } from './steps.js';
import { fetchWheel, linkWheel } from './wheel.js';

/** Version of tfjs-node that is provided: the one that Nadir's adapter is tested with. */
export const version = '4.22.0';

/** What providing tfjs-node depends on. */
export interface World {
  /** Folder that it is put into. */
  readonly cache: string;
  readonly platform: NodeJS.Platform;
  readonly arch: NodeJS.Architecture;
  /** Whether the install script of tfjs-node may fetch what nothing checks. */
  readonly allowUnverified: boolean;
  /** Path of the Node.js in use. */
  readonly node: string;
  /** Command of the C++ compiler. */
  readonly compiler: string;
  readonly run: RunProgram;
  readonly step: Step;
}

/** A tfjs-node that works. */
export interface Provided {
  /** Folder of the package. */
  readonly folder: string;
  /** Version of TensorFlow in it. */
  readonly tensorflow: string;
}

/** Where the wheel runs whose hash is known. */
const buildsOn = ({ platform, arch }: World): boolean => platform === 'linux' && arch === 'x64';

/**
 * Provides tfjs-node: the one that is there, else one that is built against the tensorflow-cpu wheel of PyPI. All that is
 * fetched is checked by hashes that come with this program. With `allowUnverified`, the install script of tfjs-node
 * is tried before.
 * @throws {@link CliError} with status 1 that says what is missing.
 */
export async function provide(world: World): Promise<Provided> {
  const { cache, run, step, allowUnverified } = world;
  const folder = join(cache, 'node_modules', packageName);
  open(cache);
  const check = (what: string): Promise<Check> =>
    step(
      what,
      async () =>
        existsSync(folder) ? checkTfjsNode(folder, run) : { reason: 'nothing is there yet' },
      (result) =>
        'reason' in result ? result.reason : `works, with TensorFlow ${result.tensorflow}`,
    );

  const found = await check(`looking in ${cache}`);
  if ('tensorflow' in found) return { folder, ...found };
  if (!buildsOn(world) && !allowUnverified) throw notKnown(world);

  await installPackage(world);
  if (allowUnverified) {
    const installed = await step(
      'its install script fetches what it needs',
      () => run('npm', ['run', 'install'], { cwd: folder }),
      (done) => (done.end === 'done' ? undefined : causeOf(done).reason),
    );
    if (installed.end === 'done') {
      const result = await check('trying it');
      if ('tensorflow' in result) return { folder, ...result };
    }
    if (!buildsOn(world)) throw notInstalled(installed);
  }

  await checkTools(world);
  linkWheel(await fetchWheel(cache, run, step), folder);
  await build(world, folder);
  const built = await check('trying it');
  if ('tensorflow' in built) return { folder, ...built };
  throw failure(
    `nadir setup node: got a binding that does not work (${built.reason}), expected one that adds ` +
      `1 and 1. Delete ${cache} and run it again; if that does not help, report it.`,
  );
}

const notKnown = ({ platform, arch }: World): CliError =>
  failure(
    `nadir setup node: got ${platform} on ${arch}, expected linux on x64, for which the hashes of what is fetched are ` +
      `known. With --allow-unverified the install script of ${packageName} downloads what nothing but HTTPS checks.`,
  );

const notInstalled = (installed: Finished): CliError =>
  failure(
    `nadir setup node: got ${causeOf(installed).reason} from the install script of ` +
      `${packageName}, expected libtensorflow; Nadir builds on Linux for x64 only. Check the network, or ` +
      'set TFJS_NODE_CDN_STORAGE to a mirror.',
    wroteBy(installed),
  );

/** Packages that are installed, with versions and hashes: what npm calls a lock file. */
const lock = join(ownFolder, 'tfjs-node-lock.json');

/** Makes the cache an npm project of its own. */
function open(cache: string): void {
  const text = readFileSync(lock, 'utf8');
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, object>> };
  const manifest = { private: true, ...packages[''] };
  try {
    makeFolder(cache);
    writeFileSync(join(cache, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    writeFileSync(join(cache, 'package-lock.json'), text);
  } catch (error) {
    const isNowhere = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw failure(
      `nadir setup node: got ${cache}, where nothing can be written ` +
        `(${isNowhere ? 'the system makes no folder there' : reasonOf(error)}), expected a folder ` +
        'to write to. Set NADIR_CACHE to another one.',
      error,
    );
  }
}

/** Installs the package and what it needs as the lock file has them, without install scripts. */
async function installPackage({ cache, run, step }: World): Promise<void> {
  await step(`npm installs ${packageName} ${version}`, async () => {
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
    const done = await run('npm', ['ci', ...flags], { cwd: cache });
    if (done.end === 'missing') {
      throw failure(
        'nadir setup node: got no npm on the PATH, expected it. Install the npm that comes with Node.js.',
      );
    }
    if (done.end === 'failed') throw npmFailure(`installed ${packageName}`, 'the package', done);
  });
}

/** What the build needs beside npm, before anything large is downloaded. */
async function checkTools({ compiler, run, step }: World): Promise<void> {
  const tools: Readonly<Record<string, readonly [string, ...string[]]>> = {
    python3: ['python3', '--version'],
    'pip of python3': ['python3', '-I', '-m', 'pip', '--version'],
    make: ['make', '--version'],
    [`compiler ${compiler}`]: [compiler, '--version'],
  };
  await step('building it needs python3, pip, make and a C++ compiler', async () => {
    const missing: string[] = [];
    for (const [name, [command, ...args]] of Object.entries(tools)) {
      if ((await run(command, args)).end !== 'done') missing.push(name);
    }
    if (missing.length === 0) return;
    throw failure(
      `nadir setup node: got no ${missing.join(' and no ')}, expected what builds tfjs-node. Install ` +
        'what is missing: on Debian and Ubuntu `apt-get install python3-pip make g++`, on Fedora ' +
        '`dnf install python3-pip make gcc-c++`.',
    );
  });
}

async function build({ node, run, step }: World, folder: string): Promise<void> {
  await step('compiling the binding', async () => {
    const done = await run('npm', ['run', 'build-addon-from-source'], {
      cwd: folder,
      env: headersOf(node),
    });
    if (done.end !== 'done') throw npmFailure('built the binding', 'it to compile', done);
  });
}

/** Tells node-gyp of the headers that came with Node.js, which it would download. */
function headersOf(node: string): Record<string, string> {
  const home = dirname(dirname(node));
  return existsSync(join(home, 'include/node/node_api.h')) ? { npm_config_nodedir: home } : {};
}

function npmFailure(action: string, expected: string, done: Finished) {
  const { reason, advice } = causeOf(done);
  const message = `nadir setup node: got ${reason} when npm ${action}, expected ${expected}. ${advice}`;
  return failure(message, wroteBy(done));
}

/** What a program wrote, as a cause that `--debug` shows. */
const wroteBy = ({ stdout, stderr }: Finished) => new Error(`${stdout}\n${stderr}`);
