import { manifest } from './machine/packages.js';
import { CliError, usageError } from './shell/errors.js';
import { colorsFor, type Io } from './shell/io.js';
import { printable } from './terminal/layout.js';
import { didYouMean } from './text/words.js';

/** Commands by name. What a command needs is loaded when it runs. */
const commands: Readonly<
  Record<string, () => Promise<(args: readonly string[], io: Io) => Promise<number>>>
> = {
  train: async () => (await import('./commands/train/command.js')).trainCommand,
  resume: async () => (await import('./commands/train/resume.js')).resumeCommand,
  'lr-find': async () => (await import('./commands/train/lr-find.js')).lrFindCommand,
  predict: async () => (await import('./commands/predict/command.js')).predictCommand,
  evaluate: async () => (await import('./commands/evaluate/command.js')).evaluateCommand,
  sweep: async () => (await import('./commands/sweep/command.js')).sweepCommand,
  report: async () => (await import('./commands/report/command.js')).reportCommand,
  inspect: async () => (await import('./commands/inspect/command.js')).inspectCommand,
  convert: async () => (await import('./commands/convert/command.js')).convertCommand,
  verify: async () => (await import('./commands/verify/command.js')).verifyCommand,
  play: async () => (await import('./commands/play/command.js')).playCommand,
  init: async () => (await import('./commands/init/command.js')).initCommand,
  setup: async () => (await import('./commands/setup/command.js')).setupCommand,
  doctor: async () => (await import('./commands/doctor/command.js')).doctorCommand,
  compare: async () => (await import('./commands/compare/command.js')).compareCommand,
  bench: async () => (await import('./commands/bench/command.js')).benchCommand,
};

/** Names of all commands. */
export const commandNames: readonly string[] = Object.keys(commands);

/**
 * The command `nadir`.
 *
 * @param argv What was written after the name of the program.
 * @returns The exit status: 0; 1 when something failed; 2 when the command line is wrong; 130 when
 * a training was stopped.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    report(error, argv.includes('--debug'), io);
    return error instanceof CliError ? error.exitCode : 1;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...rest] = argv.filter((word, i) => i > 0 || word !== '--debug');
  if (first === 'help' && rest.length > 0) return dispatch([...rest.slice(0, 1), '--help'], io);
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    (first === undefined ? io.stderr : io.stdout).write(help(io));
    return first === undefined ? 2 : 0;
  }
  if (first === '--version' || first === '-v') {
    io.stdout.write(`${manifest.version}\n`);
    return 0;
  }
  const load = Object.hasOwn(commands, first) ? commands[first] : undefined;
  if (load === undefined) {
    const kind = first.startsWith('-') ? 'flag' : 'command';
    const advice = didYouMean(first, commandNames, (name) => `nadir ${name}`);
    throw usageError(
      `nadir: got the unknown ${kind} ${first}, expected ${commandNames.join(', ')}, --help or ` +
        `--version.${advice}`,
    );
  }
  return (await load())(rest, io);
}

function report(error: unknown, debug: boolean, io: Io): void {
  const colors = colorsFor(io, io.stderr);
  const expected = error instanceof CliError || isOfNadir(error);
  const message = error instanceof Error ? error.message : String(error);
  const text = expected
    ? message
    : `nadir: got an unexpected error (${message}), expected none. Run it with --debug and report it.`;
  io.stderr.write(`${colors.red(printable(text))}\n`);
  if (debug) {
    for (let e = error; e instanceof Error; e = e.cause) io.stderr.write(`${e.stack}\n`);
  }
}

/** Whether the library throws an error on purpose, which says all there is to say. Its class would load the library. */
const isOfNadir = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('NADIR_');

function help(io: Io): string {
  const { bold, cyan, dim } = colorsFor(io, io.stdout);
  return `${bold('nadir')} trains neural networks from the command line.

  ${cyan('nadir train')}                            learn to read handwritten digits
  ${cyan('nadir train --problem spirals')}          another problem that comes with Nadir
  ${cyan('nadir train f.csv --target y')}           predict a column of a file from the others
  ${cyan('nadir resume runs/my-run')}               go on where a training was stopped
  ${cyan('nadir lr-find')}                          find a learning rate to begin with
  ${cyan('nadir sweep --batch 16,32')}              train with many settings, and list the best
  ${cyan('nadir predict runs/my-run f.csv')}        apply what was trained
  ${cyan('nadir evaluate runs/my-run f.csv')}       tell how good it is
  ${cyan('nadir report runs/a runs/b')}             draw the curves of runs into one image
  ${cyan('nadir inspect model.safetensors')}        list what is in a file of weights
  ${cyan('nadir convert model.json m.npz')}         write weights in another format
  ${cyan('nadir verify runs/my-run')}               say whether files are whole
  ${cyan('nadir play runs/my-run')}                 look at its settings in the playground
  ${cyan('nadir compare')}                          tune optimizers alike, and see which gets there first
  ${cyan('nadir init my-model')}                    write a small project that trains
  ${cyan('nadir setup node')}                       provide tfjs-node for --backend tensorflow
  ${cyan('nadir doctor')}                           try what this machine can do
  ${cyan('nadir bench')}                            measure against TensorFlow.js and PyTorch

${dim('nadir <command> --help tells the flags of a command; nadir --version its version.')}
`;
}
