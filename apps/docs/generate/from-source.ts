import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

/**
 * A module of the site with the packages of this repository as source, for what VitePress loads by Node alone: its
 * configuration, paths of pages, and data.
 */
export async function fromSource<Module>(path: string, tries = 3): Promise<Module> {
  try {
    const { module } = await runnerImport<Module>(fileURLToPath(new URL(path, import.meta.url)), {
      configFile: false,
      logLevel: 'error',
      environments: {
        inline: { resolve: { conditions: ['@nadir/source'], noExternal: [/^@nadir\//] } },
      },
    });
    return module;
  } catch (error) {
    // A module is waited for no longer than a minute, which bundling on a busy machine may take.
    if (tries === 1 || !String(error).includes('timed out')) throw error;
    return fromSource(path, tries - 1);
  }
}
