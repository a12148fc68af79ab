import { manifest } from '../../machine/packages.js';

/** What a project runs on. */
export type ProjectKind = 'node' | 'vite';

/** What the programs of a project import, and what npm runs. */
const kinds = {
  node: {
    scripts: { start: 'node train.js' },
    imports: [
      ...['@nadir/backend-wasm', '@nadir/core', '@nadir/nn', '@nadir/optim', '@nadir/train'],
      ...['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
    ],
    tools: [],
  },
  vite: {
    scripts: { dev: 'vite', build: 'tsc && vite build', preview: 'vite preview' },
    imports: [
      ...['@nadir/backend-cpu', '@nadir/core', '@nadir/nn', '@nadir/optim', '@nadir/train'],
      '@tensorflow/tfjs',
    ],
    tools: ['typescript', 'vite'],
  },
} as const;

/** The `package.json` of a project, with the versions that this program is tested with. */
export function packageJson(kind: ProjectKind, name: string): string {
  const { scripts, imports, tools } = kinds[kind];
  const content = {
    name: packageName(name),
    private: true,
    type: 'module',
    engines: manifest.engines,
    scripts,
    dependencies: versions(imports, manifest.dependencies),
    ...(tools.length > 0 && { devDependencies: versions(tools, manifest.devDependencies) }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A name that npm accepts, near to that of a folder. */
function packageName(name: string): string {
  const letters = name
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+|-+$/g, '');
  return letters === '' ? 'my-model' : letters;
}

function versions(
  names: readonly string[],
  among: Readonly<Record<string, string>>,
): Record<string, string> {
  const found = names.map((name) => [name, among[name]] as const);
  const missing = found.find(([, version]) => version === undefined);
  if (missing !== undefined) throw new Error(`package.json of the command lacks ${missing[0]}`);
  return Object.fromEntries(found) as Record<string, string>;
}
