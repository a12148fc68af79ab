// Provides @tensorflow/tfjs-node for the tests by `nadir setup node`, built from this checkout. Without it
// these tests are left out and the table at their end says so, so this script never fails.
import { spawnSync } from 'node:child_process';

const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0;

run('scripts/prepare.mjs', 'build', '--filter=@nadir/cli') &&
  run('apps/cli/bin/nadir.js', 'setup', 'node');
