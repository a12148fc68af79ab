// Looks for what the tests need on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { findBrowser } from '../browser.mjs';

export function lookForTools(environment) {
  return {
    browser: findBrowser(environment) !== undefined,
    tfjsNode: loads(tfjsNodeCache(environment)),
  };
}

export function lookAtMachine(environment) {
  const release = '/etc/os-release';
  return {
    isDebian: existsSync(release) && /^ID=debian$/m.test(readFileSync(release, 'utf8')),
    isRoot: process.getuid?.() === 0,
    inContainer:
      // Files of Docker and Podman, variables of Kubernetes, LXC and systemd.
      ['/.dockerenv', '/run/.containerenv'].some((file) => existsSync(file)) ||
      ['KUBERNETES_SERVICE_HOST', 'container'].some((name) => environment[name]),
    tfjsNodeCache: tfjsNodeCache(environment),
  };
}

export function tfjsNodeCache({ XDG_CACHE_HOME, NADIR_CACHE }) {
  const caches = XDG_CACHE_HOME || join(homedir(), '.cache');
  return resolve(NADIR_CACHE || join(caches, 'nadir'), 'tfjs-node');
}

/** In a process of its own: built for another processor, TensorFlow ends the process that loads it. */
function loads(folder) {
  if (!existsSync(join(folder, 'node_modules/@tensorflow/tfjs-node'))) return false;
  const options = { cwd: folder, stdio: 'ignore' };
  const load = "require('@tensorflow/tfjs-node')";
  return spawnSync(process.execPath, ['-e', load], options).status === 0;
}
