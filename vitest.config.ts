import { defineConfig } from 'vitest/config';

// Tests run from source: `@nadir/source` is the first condition of every package's `exports`.
const conditions = ['@nadir/source', 'module', 'node', 'development|production', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,apps}/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    // TensorFlow.js advises its users to install tfjs-node; these tests are about other backends.
    onConsoleLog: (log) => !log.includes('install our node backend'),
  },
});
