import { availableParallelism } from 'node:os';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type UserWorkspaceConfig } from 'vitest/config';
import { tfjsSpecs } from './packages/tfjs-specs/src/plugin.js';
import { type Absent, BackendTable } from './scripts/backend-table.js';
import { advice, findBrowser } from './scripts/browser.mjs';
import { LongestFirst } from './scripts/longest-first.js';

// Tests run from source: `@nadir/source` is the first condition of every package's `exports`.
const conditions = (where: 'node' | 'browser') => [
  '@nadir/source',
  'module',
  where,
  'development|production',
  'default',
];

const browserTests = '{packages,apps}/*/src/**/*.browser.test.ts';

/** Tests of what loads once in the life of a process, such as the module of tfjs-backend-wasm: one process each. */
const processTests = [
  '{packages,apps}/*/src/**/*.process.test.ts',
  'apps/docs/**/*.process.test.ts',
  'packages/backend-{node,wasm}/src/**/*.test.ts',
];

/** Tests of the built site, in a browser that Playwright drives. */
const siteTests = 'apps/docs/test/*.site.test.ts';
const executablePath = findBrowser();

// Projects run at the same time where all have the same number of workers.
const maxWorkers = availableParallelism();

/** WebGL 2 with float32 and a WebGPU adapter without a GPU, and no network. */
const args = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan,WebGPU',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const absent: Absent[] = [
  { where: 'browser', subject: 'every browser test', reason: `found no browser. ${advice}` },
];

export default defineConfig(({ mode }) => ({
  test: {
    reporters: ['default', new BackendTable(executablePath === undefined ? absent : [])],
    // The default reporter lists tests that take longer, and the table has to be found below them.
    slowTestThreshold: 10_000,
    // TensorFlow.js advises to install tfjs-node, Nadir to register an adapter: tests do without on purpose.
    onConsoleLog: (log) =>
      !log.includes('install our node backend') &&
      !log.startsWith('Nadir runs on ordinary ops') &&
      !log.includes('expected what can be saved beside a model'),
    sequence: { sequencer: LongestFirst },
    projects: [
      inNode(mode, {
        name: 'node',
        include: [
          '{packages,apps}/*/src/**/*.test.ts',
          'apps/docs/**/*.test.ts',
          'scripts/**/*.test.ts',
        ],
        exclude: [browserTests, ...processTests, siteTests, '**/node_modules/**'],
        // Loading all modules again for each file takes longer than most files do.
        isolate: false,
        setupFiles: ['scripts/fresh-engine.ts'],
      }),
      inNode(mode, { name: 'node-process', include: processTests, exclude: [browserTests] }),
      ...(executablePath === undefined
        ? []
        : [
            inBrowser(mode, executablePath),
            inNode(mode, {
              name: 'site',
              include: [siteTests],
              globalSetup: ['apps/docs/test/serve.ts'],
              // Collecting waits for the site to be built; a page is slow while other tests take every core.
              testTimeout: 300_000,
              hookTimeout: 120_000,
            }),
          ]),
    ],
  },
}));

/** Tests in Node.js. */
function inNode(mode: string, test: NonNullable<UserWorkspaceConfig['test']>) {
  return {
    mode,
    plugins: [tfjsSpecs()],
    resolve: { conditions: conditions('node') },
    ssr: { resolve: { conditions: conditions('node') } },
    test: { environment: 'node', testTimeout: 60_000, maxWorkers, ...test },
  };
}

/** Tests in headless Chromium, which has WebGL 2 and WebGPU without a GPU through SwiftShader. */
function inBrowser(mode: string, executablePath: string) {
  return {
    mode,
    plugins: [tfjsSpecs()],
    resolve: { conditions: conditions('browser') },
    // Isolated from other origins, pages have shared memory, so that tfjs takes its threaded build.
    server: {
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
    // Found while a test runs, a dependency would reload the page.
    optimizeDeps: {
      include: [
        '@tensorflow/tfjs',
        '@tensorflow/tfjs-core',
        '@tensorflow/tfjs-backend-cpu',
        '@tensorflow/tfjs-backend-wasm',
        '@tensorflow/tfjs-backend-webgl',
        '@tensorflow/tfjs-backend-webgpu',
        '@zip.js/zip.js/lib/zip-core-native.js',
        'fast-check',
      ],
    },
    test: {
      name: 'browser',
      include: [browserTests],
      testTimeout: 120_000,
      hookTimeout: 60_000,
      maxWorkers,
      browser: {
        enabled: true,
        // One page after the other: SwiftShader takes every core there is.
        fileParallelism: false,
        headless: true,
        screenshotFailures: false,
        ui: false,
        api: { host: '127.0.0.1' },
        connectTimeout: 120_000,
        provider: playwright({ launchOptions: { executablePath, args, timeout: 120_000 } }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
}
