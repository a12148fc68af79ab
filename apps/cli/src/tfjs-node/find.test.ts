import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-io.js';
import { fakeTfjsNode } from '../../test/fake-tfjs-node.js';
import { cacheFolder, findTfjsNode } from './find.js';

it.each([
  [{}, join(homedir(), '.cache', 'nadir', 'tfjs-node')],
  [{ XDG_CACHE_HOME: '/caches' }, resolve('/caches/nadir/tfjs-node')],
  [{ NADIR_CACHE: '/elsewhere', XDG_CACHE_HOME: '/caches' }, resolve('/elsewhere/tfjs-node')],
  [{ NADIR_CACHE: 'here' }, resolve('here/tfjs-node')],
  [{ NADIR_CACHE: '', XDG_CACHE_HOME: '' }, join(homedir(), '.cache', 'nadir', 'tfjs-node')],
])('with the environment %j the cache is %s', (env, folder) => {
  expect(cacheFolder(env)).toBe(folder);
});

it('finds tfjs-node where this program is installed or above that, else in the cache, else nowhere', () => {
  const [project, cache] = [temporaryFolder(), temporaryFolder()];
  const env = { NADIR_CACHE: cache };
  const inner = join(project, 'src');
  mkdirSync(inner);
  expect(findTfjsNode(env, inner)).toBeUndefined();

  const cached = fakeTfjsNode(join(cache, 'tfjs-node'), '4.22.0');
  expect(findTfjsNode(env, inner)).toEqual({ folder: cached, version: '4.22.0' });

  const own = fakeTfjsNode(project, '4.21.0');
  expect(findTfjsNode(env, inner)).toEqual({ folder: own, version: '4.21.0' });
});
