import { join } from 'node:path';
import type { World } from '../src/commands/setup/provide.js';
import { stepsOn } from '../src/commands/setup/steps.js';
import { fakeIo, temporaryFolder } from './fake-io.js';
import type { FakeMachine } from './fake-machine.js';

/** What providing tfjs-node depends on, on a fake machine. */
export function worldOf({ run }: FakeMachine, changes: Partial<World> = {}) {
  const io = fakeIo();
  const world: World = {
    cache: join(temporaryFolder(), 'nadir', 'tfjs-node'),
    platform: 'linux',
    arch: 'x64',
    allowUnverified: false,
    node: '/nowhere/bin/node',
    compiler: 'g++',
    run,
    step: stepsOn(io),
    ...changes,
  };
  return { ...world, io, folder: join(world.cache, 'node_modules/@tensorflow/tfjs-node') };
}
