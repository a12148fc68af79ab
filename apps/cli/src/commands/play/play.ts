import open from 'open';
import { loadConfig } from '../../run/load.js';
import { failure } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { isModelFile } from '../../training/model-names.js';
import { playgroundLink } from './link.js';

/**
 * Prints the link to the playground with the settings of a run, and opens it for a person.
 *
 * @param print Whether no browser is to be opened.
 * @returns The exit status.
 */
export async function play(folder: string, print: boolean, io: Io): Promise<number> {
  const config = loadConfig(folder);
  if (config.data !== undefined) {
    throw failure(
      `nadir play: got a run on ${config.data.files.join(', ')}, expected one on a problem that comes with Nadir. ` +
        'Paste the points of the file into the playground instead.',
    );
  }
  if (isModelFile(config.model)) {
    throw failure(
      `nadir play: got a run of ${config.model}, expected one of a network that the playground can build.`,
    );
  }
  const link = playgroundLink(config);
  io.stdout.write(`${link}\n`);
  if (!print && io.stdout.isTTY) await open(link);
  return 0;
}
