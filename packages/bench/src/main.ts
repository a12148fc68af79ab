import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NadirError } from '@nadir/core';
import { enableProdMode } from '@tensorflow/tfjs';
import { bench } from './bench.js';
import { help, parseOptions } from './options.js';
import { formatReport } from './report.js';

/** Length of a turn: long enough for several collections of garbage at the larger size. */
const turnMs = 150;

async function main(): Promise<void> {
  const { help: wantsHelp, json, rounds, sizes } = parseOptions(process.argv.slice(2));
  if (wantsHelp) {
    console.log(help);
    return;
  }
  // Silences the advice to install tfjs-node, and spares TensorFlow.js its debugging checks.
  enableProdMode();
  const report = await bench({
    sizes,
    rounds,
    turnMs,
    python: process.env.NADIR_PYTHON ?? 'python3',
    onProgress: (line) => console.error(line),
  });
  const text = JSON.stringify(report, undefined, 2);
  const folder = 'bench-results';
  await mkdir(folder, { recursive: true });
  // Colons are not allowed in file names everywhere.
  await writeFile(join(folder, `${report.date.replaceAll(':', '-')}.json`), `${text}\n`);
  console.log(json ? text : formatReport(report));
}

try {
  await main();
} catch (error) {
  // What was thrown on purpose says all there is to say; the rest needs its stack.
  console.error(error instanceof NadirError ? error.message : error);
  process.exitCode = 1;
}
