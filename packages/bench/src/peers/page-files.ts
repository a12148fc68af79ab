import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Modules of the page: where each lies below its package, as one file or as the first of several. */
export const modules: Readonly<Record<string, string>> = {
  '@nadir/core': 'dist/index.js',
  '@nadir/core/internal': 'dist/internal.js',
  '@nadir/optim': 'dist/index.js',
  '@nadir/nn': 'dist/index.js',
  '@nadir/simd': 'dist/index.js',
  '@nadir/backend-webgl': 'dist/index.js',
  '@nadir/backend-webgpu': 'dist/index.js',
  '@tensorflow/tfjs': 'dist/tf.fesm.min.js',
  // The bundle has all of the core in it, and a second copy would have tensors of its own.
  '@tensorflow/tfjs-core': '../tfjs/dist/tf.fesm.min.js',
  '@tensorflow/tfjs-backend-webgpu': 'dist/tf-backend-webgpu.fesm.min.js',
};

const packageOf = (module: string) => module.split('/').slice(0, 2).join('/');

/** Folders of the packages that are served, and of this one. */
const folders = new Map([
  ...Object.keys(modules).map(
    (module) => [packageOf(module), folderOf(packageOf(module))] as const,
  ),
  ['@nadir/bench', fileURLToPath(new URL('../..', import.meta.url))] as const,
]);

/** A package is resolved to a file in its `dist`. */
function folderOf(name: string): string {
  const file = fileURLToPath(import.meta.resolve(name));
  const end = file.lastIndexOf(`${sep}dist${sep}`);
  return end < 0 ? dirname(file) : file.slice(0, end);
}

/** The page: where its modules are, and its script. */
export function documentOf(): string {
  const imports = Object.fromEntries(
    Object.entries(modules).map(([module, file]) => [
      module,
      `/${join(packageOf(module), file).replaceAll(sep, '/')}`,
    ]),
  );
  return `<!doctype html>
<meta charset="utf-8">
<title>Nadir bench</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script>
  // A module that does not load has nobody else to tell.
  addEventListener('error', ({ message, target }) => {
    const failure = message || \`the page could not load \${target.src}\`;
    fetch('/answers', { method: 'POST', body: JSON.stringify({ failure }) });
  }, true);
</script>
<p id="state">Measuring. Leave this page open and in front.</p>
<script type="module" src="/@nadir/bench/dist/worker/page.js"></script>
`;
}

/** The script at a path of the page, or `undefined` where there is none. */
export async function fileOf(pathname: string): Promise<Buffer | undefined> {
  const [, scope, name, ...rest] = normalize(decodeURIComponent(pathname)).split(/[/\\]/);
  const folder = folders.get(`${scope}/${name}`);
  if (folder === undefined || rest[0] !== 'dist' || extname(rest.at(-1) ?? '') !== '.js') {
    return undefined;
  }
  try {
    return await readFile(join(folder, ...rest));
  } catch {
    return undefined;
  }
}
