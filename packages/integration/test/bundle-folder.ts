import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll } from 'vitest';

/** A folder outside of the repository with bundles of our sources and programs that import them. It is gone after the tests of the file. */
export class BundleFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'nadir-bundles-'));

  constructor() {
    symlinkSync(resolve('node_modules'), join(this.path, 'node_modules'), 'junction');
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** Bundles a module for Node.js with everything that it imports but TensorFlow.js. */
  async bundle(name: string, source: string): Promise<void> {
    await build({
      configFile: false,
      logLevel: 'silent',
      resolve: { conditions: ['@nadir/source', 'module', 'node', 'default'] },
      build: {
        outDir: this.path,
        emptyOutDir: false,
        minify: false,
        lib: { entry: resolve(source), formats: ['es'], fileName: () => name },
        rolldownOptions: { external: [/^@tensorflow\//, /^node:/] },
      },
    });
  }

  /** Runs a program in a process of its own, and returns what it prints. */
  run(program: string, ...args: string[]): string {
    writeFileSync(join(this.path, 'program.mjs'), program);
    const given = ['program.mjs', ...args];
    return execFileSync(process.execPath, given, { cwd: this.path, encoding: 'utf8' });
  }
}
