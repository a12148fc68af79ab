import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../test/fake-io.js';
import { fakeTfjsNode } from '../test/fake-tfjs-node.js';
import { buildProgram } from '../test/program.js';

let nadir: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  nadir = await buildProgram();
});

/** A folder with code under every name that a program may look for in the current one, and what that leaves. */
let folder: string;
let left: string;
beforeEach(() => {
  folder = temporaryFolder();
  left = join(temporaryFolder(), 'left');
  for (const name of ['torch', 'pip', 'platform', 'site', 'zipfile', 'sitecustomize']) {
    writeFileSync(join(folder, `${name}.py`), `open(${JSON.stringify(left)}, 'w')\n`);
  }
  const code = `require('node:fs').writeFileSync(${JSON.stringify(left)}, '');`;
  fakeTfjsNode(folder, '4.22.0', code);
  for (const name of ['@nadir/core', '@nadir/backend-node', '@tensorflow/tfjs']) {
    const path = join(folder, 'node_modules', name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'index.js'), code);
  }
  writeFileSync(join(folder, 'package.json'), '{ "scripts": { "install": "exit 1" } }');
});

test('nadir doctor runs nothing of the current folder', async () => {
  const env = { NADIR_CACHE: temporaryFolder() };
  const { status, stdout } = await nadir(['doctor', '--json'], { cwd: folder, env }).ended;
  expect(status).toBe(0);
  const { backends } = JSON.parse(stdout) as { backends: { name: string; state: string }[] };
  expect(backends).toContainEqual(
    expect.objectContaining({ name: 'tensorflow', state: 'missing' }),
  );
  expect(existsSync(left)).toBe(false);
});

test('nadir train --backend tensorflow runs nothing of the current folder', async () => {
  const env = { NADIR_CACHE: temporaryFolder() };
  const args = ['train', '--problem', 'xor', '--backend', 'tensorflow'];
  const { status, stderr } = await nadir(args, { cwd: folder, env }).ended;
  expect(status).toBe(1);
  expect(stderr).toContain('got no @tensorflow/tfjs-node beside');
  expect(existsSync(left)).toBe(false);
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'nadir setup node runs nothing of the current folder',
  async () => {
    // Programs of that name do nothing. Python is that of the machine, which gets no connection.
    const path = temporaryFolder();
    for (const name of ['npm', 'make', 'g++']) {
      writeFileSync(join(path, name), '#!/bin/sh\nexit 0\n');
      chmodSync(join(path, name), 0o755);
    }
    const env = {
      NADIR_CACHE: temporaryFolder(),
      PATH: `${path}${delimiter}${process.env.PATH}`,
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: '',
    };
    const { status, stderr } = await nadir(['setup', 'node'], { cwd: folder, env }).ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/got no (wheel|python3|pip)/);
    expect(existsSync(left)).toBe(false);
  },
);
