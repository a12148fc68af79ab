import { commonFlags, formatHelp } from '../../flags/help.js';
import type { Io } from '../../shell/io.js';
import { dataFlags, outputFlags, spaceFlags, sweepFlags } from './flags.js';

/**
 * `nadir sweep`: trains with many settings, each in a process of its own, and says which is best.
 *
 * Input is checked first; nothing is written before it has passed.
 * @returns The exit status.
 */
export async function sweepCommand(args: readonly string[], io: Io): Promise<number> {
  // What the flags of the optimizers are is known by loading these, which takes longer than all of the help.
  if (args.includes('--help') || args.includes('-h')) {
    io.stdout.write(sweepHelp(io));
    return 0;
  }
  const { sweep } = await import('./sweep.js');
  return sweep(args, io);
}

function sweepHelp(io: Io): string {
  return formatHelp(
    io,
    [
      'nadir sweep --learning-rate log:1e-4..1e-1 --batch 16,32 [flags]',
      'nadir sweep --data file.csv --target column --optimizer adam,sgd [flags]',
      'nadir sweep --resume runs/my-sweep',
    ],
    'Trains with many settings, each in a process of its own, and lists them by a figure on the validation part. A space is a value, ' +
      'values with commas between them, a range 0..0.5, a range log:1e-4..1e-1 whose logarithms are evenly spread, or so many values of ' +
      'a range, log:1e-4..1e-1/4. Where nothing is to be searched, it is the published space of the optimizer. A sweep that was ' +
      'stopped or killed goes on by the same command.',
    [
      { title: 'Space', flags: spaceFlags },
      { title: 'Search', flags: sweepFlags },
      { title: 'What all trials learn', flags: dataFlags },
      { title: 'Output', flags: { ...outputFlags, ...commonFlags } },
    ],
  );
}
