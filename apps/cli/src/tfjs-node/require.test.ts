import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../test/fake-io.js';
import { fakeTfjsNode } from '../../test/fake-tfjs-node.js';
import { requireTfjsNode } from './require.js';

beforeEach(() => {
  vi.stubEnv('TF_CPP_MIN_LOG_LEVEL', undefined);
  vi.stubEnv('TF_ENABLE_ONEDNN_OPTS', '1');
});
afterEach(() => vi.unstubAllEnvs());

it('says how to get tfjs-node where there is none', () => {
  const [project, cache] = [temporaryFolder(), temporaryFolder()];
  expect(() => requireTfjsNode({ NADIR_CACHE: cache }, project)).toThrow(
    expect.objectContaining({
      exitCode: 1,
      message:
        `--backend: got no @tensorflow/tfjs-node beside ${project} or in ${join(cache, 'tfjs-node')}, ` +
        'expected one. Run `nadir setup node`.',
    }),
  );
});

it('says why a tfjs-node does not load, in one line', () => {
  const project = temporaryFolder();
  const message = 'libtensorflow.so.2: cannot open shared object file\\nRequire stack: …';
  const folder = fakeTfjsNode(project, '4.22.0', `throw new Error('${message}');`);
  expect(() => requireTfjsNode({}, project)).toThrow(
    expect.objectContaining({
      exitCode: 1,
      message:
        `--backend: got @tensorflow/tfjs-node in ${folder}, which does not load ` +
        '(libtensorflow.so.2: cannot open shared object file), expected one that does. ' +
        'Remove it and run `nadir setup node`.',
    }),
  );
});

it('has TensorFlow tell of errors only, unless the user wants more', () => {
  const project = temporaryFolder();
  const code = 'globalThis.seen = { ...process.env };';
  fakeTfjsNode(project, '4.22.0', code);
  expect(requireTfjsNode({}, project)).toMatchObject({ version: '4.22.0' });
  const { seen } = globalThis as unknown as { seen: Record<string, string> };
  expect(seen).toMatchObject({ TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '1' });
});
