// Packs all packages, installs them in an empty folder elsewhere, and uses them there as people do:
//   node scripts/packed/run.mjs [--typescript 5.4] [--tfjs 4.20.0]
// Takes what was built; `npm run packed` builds first.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { choose } from './choose.mjs';
import { install } from './install.mjs';
import { packAll } from './tarballs.mjs';
import { runCommand, runProgram } from './use.mjs';

const { values } = parseArgs({
  options: {
    typescript: { type: 'string', default: '5.9' },
    tfjs: { type: 'string', default: '4.22.0' },
  },
});
const { typescript, tfjs } = values;

const folder = mkdtempSync(join(tmpdir(), 'nadir-packed-'));
console.log(
  `Node.js ${process.versions.node}, TypeScript ${typescript}, TensorFlow.js ${tfjs}, in ${folder}`,
);
try {
  const packed = packAll(folder);
  for (const { manifest, size, paths } of packed) {
    console.log(`${manifest.name}: ${paths.size} files, ${Math.ceil(size / 1024)} KB`);
  }
  const { chosen, leftOut, peers } = choose(packed, tfjs);
  for (const { manifest } of leftOut) console.log(`${manifest.name}: not for this TensorFlow.js`);
  const project = install(folder, chosen, { ...peers, typescript });
  runProgram(project, chosen);
  runCommand(project, chosen);
} catch (error) {
  // The folder stays, to be looked at.
  console.error(error.message);
  process.exit(1);
}
rmSync(folder, { recursive: true, force: true });
