// Writes the files that tests of tables train on, and splits.json: which of their rows are for what.
//   node scripts/worldly-files.mjs FOLDER [--size small|whole]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';

const { values, positionals } = parseArgs({
  options: { size: { type: 'string', default: 'small' } },
  allowPositionals: true,
});
const [folder] = positionals;
const { size } = values;
if (folder === undefined || !['small', 'whole'].includes(size)) {
  console.error('worldly-files: got no folder, or another size than small and whole.');
  process.exit(1);
}

// Sources are TypeScript, which this version of Node.js does not read itself.
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, ws: false, watch: null },
  ssr: { resolve: { conditions: ['@nadir/source', 'module', 'node', 'default'] } },
  optimizeDeps: { noDiscovery: true },
});
try {
  const { worldlyFiles } = await server.ssrLoadModule('@nadir/testing/worldly-files');
  const { partsOf } = await server.ssrLoadModule('/packages/train/test/worldly-parts.ts');
  mkdirSync(folder, { recursive: true });
  const plans = [];
  for (const file of worldlyFiles) {
    const bytes = file.write(size);
    writeFileSync(join(folder, file.name), bytes);
    const { split } = await partsOf(file, bytes);
    const parts = Object.entries(split).map(([name, rows]) => [name, [...rows]]);
    plans.push({ name: file.name, target: file.target, ...Object.fromEntries(parts) });
    console.log(`${file.name}: ${file.about}`);
  }
  writeFileSync(join(folder, 'splits.json'), `${JSON.stringify(plans)}\n`);
} finally {
  await server.close();
}
