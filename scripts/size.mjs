// Bundles what small programs import, minifies it, and holds its size to a budget: `npm run size`. TensorFlow.js is left out.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, defaultClientConditions } from 'vite';

/** What is imported, and what it may weigh in KB, minified and compressed by gzip. */
const budgets = [
  {
    imports: { '@nadir/optim': ['SGD'], '@nadir/nn': ['Linear', 'Sequential'] },
    minified: 70,
    gzip: 24.8,
  },
];

const kilobytes = (bytes) => Math.round(bytes / 100) / 10;
let failed = false;
for (const { imports, minified, gzip } of budgets) {
  const code = await bundle(imports);
  const sizes = { minified: kilobytes(code.length), gzip: kilobytes(gzipSync(code).length) };
  const isOver = sizes.minified > minified || sizes.gzip > gzip;
  failed ||= isOver;
  const names = Object.values(imports).flat().join(', ');
  console.log(
    `${isOver ? '✗' : '✓'} ${names}: ${sizes.minified} KB minified (at most ${minified}), ` +
      `${sizes.gzip} KB gzip (at most ${gzip})`,
  );
}
process.exit(failed ? 1 : 0);

/** The minified bundle of a module that exports what it imports. */
async function bundle(imports) {
  // A module that is only here in memory: from its place its imports are resolved.
  const entry = fileURLToPath(new URL('entry.js', import.meta.url));
  const source = Object.entries(imports)
    .map(([name, exported]) => `export { ${exported.join(', ')} } from '${name}';\n`)
    .join('');
  const { output } = await build({
    configFile: false,
    logLevel: 'warn',
    // From the sources, which need no build and weigh what is published.
    resolve: { conditions: ['@nadir/source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: entry,
        external: /^@tensorflow\//,
        // Otherwise exports of the entry would be unused, and nothing would be left.
        preserveEntrySignatures: 'strict',
      },
    },
  });
  return Buffer.from(output[0].code);
}
