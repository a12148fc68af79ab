// Moves all packages to their next version, which the files in `.changeset` ask for: `npm run version`.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const manifests = ['packages', 'apps']
  .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name, 'package.json')))
  .filter((file) => existsSync(file));

// For a peer whose new version leaves the range, changesets makes a major of the package that asks for
// it. Before 1.0 every minor leaves `^0.x`, so no range may stand in the way while versions are chosen.
setRanges('*');
const changeset = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
execFileSync(process.execPath, [changeset, 'version'], { stdio: 'inherit' });

const { version } = JSON.parse(readFileSync(join('packages', 'core', 'package.json'), 'utf8'));
setRanges(`^${version}`);
writeFileSync(
  join('packages', 'core', 'src', 'version.ts'),
  `/** Version of this package. \`npm run version\` writes it. */\nexport const version = '${version}';\n`,
);

/** Sets the range in which packages of this repository take each other. */
function setRanges(range) {
  for (const file of manifests) {
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    for (const field of ['dependencies', 'devDependencies', 'peerDependencies']) {
      for (const name of Object.keys(manifest[field] ?? {})) {
        if (name.startsWith('@nadir/')) manifest[field][name] = range;
      }
    }
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}
