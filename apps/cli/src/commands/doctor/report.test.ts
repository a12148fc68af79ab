import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from './examine.js';
import { formatDiagnosis } from './report.js';

const diagnosis: Diagnosis = {
  ok: true,
  machine: {
    platform: 'linux',
    architecture: 'x64',
    processor: 'Some Processor',
    cores: 2,
    node: { version: '20.19.0', supported: true, range: '>=20.19' },
    webAssembly: { simd: true, sharedMemory: true },
  },
  packages: {
    '@nadir/cli': '0.2.0',
    '@nadir/core': '0.2.0',
    '@nadir/problems': '0.1.0',
    '@tensorflow/tfjs': '4.22.0',
  },
  backends: [
    {
      name: 'cpu',
      state: 'works',
      version: '4.22.0',
      adapter: { registered: true },
      bits: 32,
      difference: 4.9e-7,
    },
    {
      name: 'wasm',
      state: 'works',
      version: '4.22.0',
      adapter: { registered: false, reason: 'backend-wasm: got no SIMD, expected it.' },
      bits: 32,
      difference: 4.9e-7,
    },
    {
      name: 'tensorflow',
      state: 'missing',
      reason: 'no tfjs-node in /project or /cache',
      advice: 'Run `nadir setup node`.',
    },
    {
      name: 'webgl',
      state: 'browser',
      version: '4.22.0',
      reason: 'in browsers only',
      advice: 'Import it in a page.',
    },
  ],
  python: { command: 'python3', version: '3.11.7', torch: '2.13.0' },
  browser: { path: '/usr/bin/chromium' },
};

const format = (changes: Partial<Diagnosis> = {}) =>
  formatDiagnosis({ ...diagnosis, ...changes }, 80, pc.createColors(false));

describe('formatDiagnosis', () => {
  it('is a table of what there is and what to do', () => {
    expect(format()).toBe(`
  Machine
  ✓ Node.js      20.19.0
    processor    Some Processor, x64, 2 cores
  ✓ WebAssembly  SIMD, shared memory

  Packages
    @nadir       0.2.0: cli, core
    @nadir       0.1.0: problems
    @tensorflow  4.22.0: tfjs

  Backends       version  adapter     precision  AdamW
  ✓ cpu          4.22.0   registered  float32    as PyTorch
  – wasm         4.22.0   refused     float32    as PyTorch
                 backend-wasm: got no SIMD, expected it.
  – tensorflow   none     no tfjs-node in /project or /cache
                 Run \`nadir setup node\`.
  – webgl        4.22.0   in browsers only
                 Import it in a page.

  Other tools
  ✓ PyTorch      2.13.0 in python3, Python 3.11.7
  ✓ browser      /usr/bin/chromium

  nadir train runs here on cpu, wasm.

`);
  });

  it('says what fails, and where TensorFlow lies', () => {
    const text = format({
      ok: false,
      backends: [
        {
          name: 'cpu',
          state: 'fails',
          version: '4.22.0',
          reason: 'six steps of AdamW differ from PyTorch by 2e-1',
          advice: 'Report it.',
        },
        {
          name: 'tensorflow',
          state: 'works',
          version: '4.22.0',
          folder: '/cache/tfjs-node',
          tensorflow: '2.21.0',
          adapter: { registered: true },
          bits: 32,
          difference: 0,
        },
      ],
    });
    expect(text).toContain(`
  ✗ cpu          4.22.0   six steps of AdamW differ from PyTorch by 2e-1
                 Report it.
  ✓ tensorflow   4.22.0   registered  float32    as PyTorch
                 TensorFlow 2.21.0 in /cache/tfjs-node
`);
    expect(text).toContain('nadir train does not run here: the backend cpu fails.');
  });

  it('says what an old Node.js, a plain processor and a bare machine lack', () => {
    const { machine } = diagnosis;
    const text = format({
      machine: {
        ...machine,
        cores: 1,
        node: { ...machine.node, version: '18.0.0', supported: false },
        webAssembly: { simd: false, sharedMemory: false },
      },
      packages: { '@nadir/core': 'missing' },
      python: { command: 'python3' },
      browser: { reason: 'none was found' },
    });
    for (const line of [
      '✗ Node.js      18.0.0',
      'Nadir needs >=20.19: https://nodejs.org',
      'x64, 1 core\n',
      '– WebAssembly  no SIMD, no memory for threads',
      '✗ @nadir       missing: core',
      'Install @nadir/cli again.',
      '– PyTorch      no python3',
      'pip install torch',
      '– browser      none was found',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('lets no text from outside steer the terminal', () => {
    expect(format({ browser: { path: '/tmp/\x1b[2Jchromium' } })).not.toContain('\x1b');
  });
});
