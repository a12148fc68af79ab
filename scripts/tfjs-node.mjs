// Provides @tensorflow/tfjs-node for the tests of packages/backend-node, in a cache outside the
// checkout: as npm installs it where libtensorflow can be downloaded, otherwise built against the
// tensorflow-cpu wheel of PyPI. Prints one line. Exits with 0 if it can not: those tests then say so.
//
//   node scripts/tfjs-node.mjs
//
// NADIR_CACHE names another cache. The wheel takes 1 GB there.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const version = '4.22.0';
const caches = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
const cache = join(process.env.NADIR_CACHE ?? join(caches, 'nadir'), 'tfjs-node');
const tfjsNode = join(cache, 'node_modules/@tensorflow/tfjs-node');

const say = (line) => process.stdout.write(`tfjs-node: ${line}\n`);

const run = (command, args, cwd = cache) =>
  execFileSync(command, args, { cwd, stdio: 'pipe', encoding: 'utf8', maxBuffer: 2 ** 26 });

const npm = (...args) =>
  run('npm', ['install', '--no-audit', '--no-fund', ...args, `@tensorflow/tfjs-node@${version}`]);

/** Whether it trains: the binding loads, and an op runs. */
function works() {
  if (!existsSync(tfjsNode)) return false;
  // util.isArray and util.isNullOrUndefined, which it calls, went with Node 23.
  const script = `const util = require('util');
    util.isArray ??= Array.isArray;
    util.isNullOrUndefined ??= (value) => value == null;
    const tf = require('@tensorflow/tfjs-node');
    if (tf.add(1, 1).dataSync()[0] !== 2) process.exit(1);`;
  try {
    run(process.execPath, ['-e', script]);
    return true;
  } catch {
    return false;
  }
}

/** The tensorflow-cpu wheel of PyPI, unpacked. */
function wheel() {
  const folder = join(cache, 'wheel');
  const unpacked = join(folder, 'tensorflow');
  if (existsSync(join(folder, 'complete'))) return unpacked;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder];
  run('python3', [...pip, 'tensorflow-cpu']);
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
  run('python3', ['-m', 'zipfile', '-e', file, '.'], folder);
  rmSync(join(folder, file));
  writeFileSync(join(folder, 'complete'), '');
  return unpacked;
}

/** Where tfjs-node looks for libtensorflow, the files of the wheel. */
function link(tensorflow) {
  const deps = join(tfjsNode, 'deps');
  rmSync(deps, { recursive: true, force: true });
  const links = {
    'include/tensorflow': 'include/tensorflow',
    'include/tsl': 'include/tsl',
    'include/xla': 'include/xla',
    'lib/libtensorflow_cc.so.2': 'libtensorflow_cc.so.2',
    'lib/libtensorflow.so': 'libtensorflow_cc.so.2',
    'lib/libtensorflow.so.2.9.1': 'libtensorflow_cc.so.2',
    'lib/libtensorflow_framework.so': 'libtensorflow_framework.so.2',
    'lib/libtensorflow_framework.so.2': 'libtensorflow_framework.so.2',
  };
  for (const [name, target] of Object.entries(links)) {
    // Headers of tsl lie below xla in newer wheels; what is needed of them is there.
    if (!existsSync(join(tensorflow, target))) continue;
    mkdirSync(dirname(join(deps, name)), { recursive: true });
    symlinkSync(join(tensorflow, target), join(deps, name));
  }
}

function provide() {
  mkdirSync(cache, { recursive: true });
  if (!existsSync(join(cache, 'package.json'))) {
    writeFileSync(join(cache, 'package.json'), '{ "private": true }\n');
  }
  if (works()) return `found ${version} in ${cache}.`;
  try {
    npm();
    if (works()) return `installed ${version} in ${cache}.`;
  } catch {
    // libtensorflow cannot be downloaded here, or there is none for this processor.
  }
  if (process.platform !== 'linux') {
    return `not provided: libtensorflow cannot be downloaded, and wheels serve on Linux only.`;
  }
  npm('--ignore-scripts');
  link(wheel());
  run('npm', ['run', 'install'], tfjsNode);
  if (!works()) throw new Error('the binding was built, but no op runs');
  return `built ${version} against the tensorflow-cpu wheel, in ${cache}.`;
}

try {
  say(provide());
} catch (error) {
  const lines = String(error.stderr || error.message)
    .trim()
    .split('\n');
  say(`not provided: ${lines.at(-1)}`);
}
