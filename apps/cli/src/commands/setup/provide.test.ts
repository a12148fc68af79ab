import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-io.js';
import { FakeMachine } from '../../../test/fake-machine.js';
import { fakeTfjsNode } from '../../../test/fake-tfjs-node.js';
import { worldOf } from '../../../test/setup-world.js';
import { provide } from './provide.js';

const tools = [
  'python3 --version',
  'python3 -I -m pip --version',
  'make --version',
  'g++ --version',
];
const fetched = ['python3 -I -m pip download', 'python3 -I -m zipfile'];
const built = ['npm run build-addon-from-source', 'node -e'];

describe('provide', () => {
  it('takes what is there if it works', async () => {
    const machine = new FakeMachine();
    const world = worldOf(machine);
    writeFileSync(join(fakeTfjsNode(world.cache, '4.22.0'), 'built'), '');
    const provided = { folder: world.folder, tensorflow: '2.21.0' };
    expect(await provide(world)).toEqual(provided);
    expect(machine.ran).toEqual(['node -e']);
    expect(world.io.stderr.text).toBe(
      `looking in ${world.cache} … works, with TensorFlow 2.21.0\n`,
    );
  });

  it('has npm install what the lock file names, with hashes', async () => {
    let lock: Record<string, { readonly version: string; readonly integrity?: string }> = {};
    let manifest: unknown;
    const machine = new FakeMachine({
      'npm ci': (cwd) => {
        lock = JSON.parse(readFileSync(join(cwd, 'package-lock.json'), 'utf8')).packages;
        manifest = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
        fakeTfjsNode(cwd, '4.22.0');
        return undefined;
      },
    });
    await provide(worldOf(machine));
    expect(manifest).toMatchObject({
      private: true,
      dependencies: { '@tensorflow/tfjs-node': '4.22.0' },
    });
    const packages = Object.entries(lock).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(50);
    for (const [path, { version, integrity }] of packages) {
      expect([path, version]).toEqual([path, expect.stringMatching(/^\d+\.\d+\.\d+/)]);
      expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha(1|512)-/)]);
    }
  });

  it('has pip take one wheel only, by its hash', async () => {
    let requirements = '';
    let words: readonly string[] = [];
    const machine = new FakeMachine({
      'python3 -I -m pip download': (_, args) => {
        words = args;
        requirements = readFileSync(args[args.indexOf('--requirement') + 1] as string, 'utf8');
        const folder = args[args.indexOf('--dest') + 1] as string;
        writeFileSync(join(folder, 'tensorflow_cpu-2.21.0-cp311-cp311-linux.whl'), '');
        return undefined;
      },
    });
    await provide(worldOf(machine));
    expect(requirements).toMatch(/^tensorflow-cpu==[\d.]+ --hash=sha256:[0-9a-f]{64}\n$/);
    expect(words).toEqual(expect.arrayContaining(['--require-hashes', '--no-deps']));
  });

  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ] as const)('fetches nothing where no hashes are known, on %s', async (platform, arch) => {
    const machine = new FakeMachine();
    await expect(provide(worldOf(machine, { platform, arch }))).rejects.toThrow(
      `nadir setup node: got ${platform} on ${arch}, expected linux on x64, for which the hashes of what is fetched ` +
        'are known. With --allow-unverified the install script',
    );
    expect(machine.ran).toEqual([]);
  });

  it.each(['linux', 'darwin'] as const)(
    'installs it as npm does where that is allowed, on %s',
    async (platform) => {
      const machine = new FakeMachine({
        'npm run install': (cwd) => {
          writeFileSync(join(cwd, 'built'), '');
          return undefined;
        },
      });
      const world = worldOf(machine, { platform, allowUnverified: true });
      expect(await provide(world)).toEqual({ folder: world.folder, tensorflow: '2.21.0' });
      expect(machine.ran).toEqual(['npm ci', 'npm run install', 'node -e']);
    },
  );

  it('builds it against a wheel', async () => {
    const machine = new FakeMachine();
    const world = worldOf(machine);
    expect(await provide(world)).toEqual({ folder: world.folder, tensorflow: '2.21.0' });
    expect(machine.ran).toEqual(['npm ci', ...tools, ...fetched, ...built]);
    // The names by which tfjs-node, its install script and the linker look for the library.
    const library = (name: string) => readFileSync(join(world.folder, 'deps/lib', name), 'utf8');
    for (const name of ['libtensorflow.so', 'libtensorflow.so.2.9.1', 'libtensorflow_cc.so.2']) {
      expect(library(name)).toBe('libtensorflow_cc.so.2');
    }
    expect(library('libtensorflow_framework.so')).toBe('libtensorflow_framework.so.2');
    expect(readdirSync(join(world.folder, 'deps/include'))).toEqual(['tensorflow']);
    expect(readdirSync(join(world.cache, 'wheel')).sort()).toEqual(['complete', 'tensorflow']);
    expect(world.io.stderr.text.split('\n')).toEqual([
      `looking in ${world.cache} … nothing is there yet`,
      'npm installs @tensorflow/tfjs-node 4.22.0 … 0.0 s',
      'building it needs python3, pip, make and a C++ compiler … 0.0 s',
      'pip downloads tensorflow-cpu, some 300 MB … 0.0 s',
      'unpacking it, some 1 GB … 0.0 s',
      'compiling the binding … 0.0 s',
      'trying it … works, with TensorFlow 2.21.0',
      '',
    ]);
  });

  it.each<[string, ConstructorParameters<typeof FakeMachine>[0]]>([
    ['cannot be downloaded', {}],
    ['does not work', { 'npm run install': () => undefined }],
  ])('builds it where what the install script fetches %s', async (_, changes) => {
    const world = worldOf(new FakeMachine(changes), { allowUnverified: true });
    expect(await provide(world)).toMatchObject({ tensorflow: '2.21.0' });
  });

  it('downloads a wheel once, and again what an earlier run has left incomplete', async () => {
    const machine = new FakeMachine();
    const world = worldOf(machine);
    await provide(world);
    rmSync(join(world.folder, 'built'));
    machine.ran.length = 0;
    await provide(world);
    expect(machine.ran).not.toContain('python3 -I -m pip download');
    expect(machine.ran.slice(-2)).toEqual(built);

    rmSync(join(world.folder, 'built'));
    rmSync(join(world.cache, 'wheel/complete'));
    writeFileSync(join(world.cache, 'wheel/half.whl'), '');
    await provide(world);
    expect(machine.ran).toContain('python3 -I -m pip download');
    expect(readdirSync(join(world.cache, 'wheel')).sort()).toEqual(['complete', 'tensorflow']);
  });

  it('compiles with the headers that came with Node.js, if any did', async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, 'include/node'), { recursive: true });
    const given = async (node: string) => {
      let env: unknown;
      const machine: FakeMachine = new FakeMachine({
        'npm run build-addon-from-source': (cwd) => {
          env = machine.env;
          writeFileSync(join(cwd, 'built'), '');
          return undefined;
        },
      });
      await provide(worldOf(machine, { node }));
      return env;
    };
    expect(await given(join(home, 'bin/node'))).toEqual({});
    writeFileSync(join(home, 'include/node/node_api.h'), '');
    expect(await given(join(home, 'bin/node'))).toEqual({ npm_config_nodedir: home });
  });
});
