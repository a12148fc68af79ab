import { expect, it } from 'vitest';
import { cacheFolder } from '../../apps/cli/src/tfjs-node/find.js';
import { tfjsNodeCache } from './look.mjs';

it.each([{}, { NADIR_CACHE: '/nadir' }, { XDG_CACHE_HOME: '/caches', NADIR_CACHE: '' }])(
  'looks for tfjs-node where `nadir setup node` puts it: %o',
  (environment) => expect(tfjsNodeCache(environment)).toBe(cacheFolder(environment)),
);
