import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** A spec of an optimizer, among the compiled files of TensorFlow.js's core. */
const spec = /\/@tensorflow\/tfjs-core\/dist\/optimizers\/\w*optimizer_test\.js/;

/**
 * Lets vitest run the specs that `@tensorflow/tfjs-core` ships.
 *
 * They are written for jasmine, beside the modules of the core: `it` and `expect` become those of
 * vitest, and whatever else they import comes from `tfjs.ts`. So not one module of the core is loaded
 * besides the package itself, of which there must be one copy.
 */
export function tfjsSpecs(): Plugin {
  return {
    name: 'tfjs-specs',
    enforce: 'pre',
    // Node.js cannot load them: they are ES modules in files that it takes for CommonJS.
    config: () => ({ test: { server: { deps: { inline: [spec] } } } }),
    resolveId: (source, importer) =>
      importer !== undefined && spec.test(importer) && source.startsWith('.')
        ? fileURLToPath(new URL('./tfjs.ts', import.meta.url))
        : undefined,
    transform: (code, id) =>
      spec.test(id) ? `import { expect, it } from 'vitest'; ${code}` : undefined,
  };
}
