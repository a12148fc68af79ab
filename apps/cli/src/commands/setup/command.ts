import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { programs } from '../../machine/programs.js';
import { interruptedStatus, usageError } from '../../shell/errors.js';
import { type Colors, colorsFor, type Io } from '../../shell/io.js';
import { cacheFolder, packageName } from '../../tfjs-node/find.js';
import { type Provided, provide, version } from './provide.js';
import { stepsOn } from './steps.js';

const flags = {
  allowUnverified: {
    ...toggle,
    help: `Let the install script of ${packageName} download libtensorflow first, which nothing but HTTPS checks`,
  },
  ...commonFlags,
} as const;

/**
 * `nadir setup node`: provides tfjs-node in a cache outside of any project.
 * @returns The exit status.
 */
export async function setupCommand(
  args: readonly string[],
  io: Io,
  run = programs(io.signal),
): Promise<number> {
  const { values, words } = readFlags('nadir setup', args, flags);
  if (values.help) {
    io.stdout.write(setupHelp(io));
    return 0;
  }
  if (words.length !== 1 || words[0] !== 'node') {
    const given = words.map((word) => JSON.stringify(word)).join(' and ') || 'nothing';
    throw usageError(`nadir setup: got ${given} to set up, expected node. Write nadir setup node.`);
  }
  const { platform, arch, execPath: node } = process;
  try {
    const provided = await provide({
      cache: cacheFolder(io.env),
      platform,
      arch,
      allowUnverified: values.allowUnverified ?? false,
      node,
      // As make and node-gyp take it.
      compiler: io.env.CXX || 'g++',
      run,
      step: stepsOn(io),
    });
    io.stdout.write(formatUse(provided, colorsFor(io, io.stdout)));
    return 0;
  } catch (error) {
    if (!io.signal.aborted) throw error;
    io.stderr.write('stopped; run it again to go on\n');
    return interruptedStatus;
  }
}

/** How to use what was provided. */
function formatUse({ folder, tensorflow }: Provided, { bold, cyan, dim }: Colors): string {
  const path = /^[\w@./\\:-]+$/.test(folder) ? folder : JSON.stringify(folder);
  return `
${bold(`${packageName} ${version} with TensorFlow ${tensorflow}`)}
${path}

  ${cyan('nadir train --backend tensorflow')}

In a project of your own, link it and import the shim before it:

  ${cyan(`npm install @nadir/backend-node ${path}`)}

  ${dim("import '@nadir/backend-node/shim';")}
  ${dim(`import * as tf from '${packageName}';`)}
`;
}

function setupHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir setup node [flags]'],
    `Provides ${packageName} for \`--backend tensorflow\`: on Linux for x64, built against\n` +
      'the tensorflow-cpu wheel of PyPI, which takes 1.5 GB. Every package and the wheel are of one ' +
      'version and checked by its hash. It is put outside of any project, into ' +
      '~/.cache/nadir/tfjs-node; the environment variable NADIR_CACHE names another folder than ' +
      '~/.cache/nadir.',
    [{ title: 'Flags', flags }],
  );
}
