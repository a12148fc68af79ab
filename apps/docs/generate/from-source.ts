import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * A module of the site with the packages of this repository as source, for what VitePress loads by Node alone: its
 * configuration, paths of pages, and data.
 */
export async function fromSource<Module>(path: string): Promise<Module> {
  const { module } = await runnerImport<Module>(fileURLToPath(new URL(path, import.meta.url)), {
    configFile: false,
    logLevel: 'error',
    environments: {
      inline: { resolve: { conditions: ['@nadir/source'], noExternal: [/^@nadir\//] } },
    },
  });
  return module;
}
