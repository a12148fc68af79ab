import { readFileSync } from 'node:fs';
import { version_core } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { packageVersions } from './packages.js';

it('tells the versions of the packages that run', () => {
  const versions = packageVersions();
  expect(versions['@tensorflow/tfjs-core']).toBe(version_core);
  for (const name of ['core', 'backend-cpu', 'backend-wasm', 'backend-node', 'problems']) {
    const file = new URL(`../../../../packages/${name}/package.json`, import.meta.url);
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
    expect(versions[`@nadir/${name}`]).toBe(version);
  }
  // Others are of no interest.
  expect(versions).not.toHaveProperty('picocolors');
  expect(versions).toHaveProperty('@nadir/cli');
});
