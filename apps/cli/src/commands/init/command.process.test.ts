import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { nadir, resultOf } from '../../../test/nadir.js';
import { buildProgram, runFile } from '../../../test/program.js';

const program = await buildProgram();

const files = {
  node: ['.gitignore', 'README.md', 'data.js', 'package.json', 'train.js'],
  vite: [
    '.gitignore',
    'README.md',
    'data.ts',
    'index.html',
    'main.ts',
    'package.json',
    'tsconfig.json',
  ],
} as const;

/** A project that the command has written, with the packages that its programs import. */
async function project(...flags: string[]): Promise<string> {
  const folder = join(temporaryFolder(), 'My Model');
  const { status, stdout, stderr } = await nadir(['init', folder, ...flags]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(`  cd '${folder}'\n  npm install\n`);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/** Conditions by which the packages of this repository are taken from their sources. */
const conditions = ['@nadir/source', 'module', 'default'];

/** What the TypeScript compiler says of files, not of those that they import. */
function problemsIn(names: readonly string[], options: ts.CompilerOptions): string[] {
  const checked = ts.createProgram(names, {
    ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, noEmit: true, strict: true },
    ...{ moduleResolution: ts.ModuleResolutionKind.Bundler, skipLibCheck: true, allowJs: true },
    ...{ lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: ['node'] },
    customConditions: ['@nadir/source'],
    ...options,
  });
  return names
    .map((name) => checked.getSourceFile(name))
    .flatMap((file) => [
      ...checked.getSyntacticDiagnostics(file),
      ...checked.getSemanticDiagnostics(file),
    ])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('nadir init', () => {
  it('writes a program for Node.js that type-checks, trains, and goes on where it was', async () => {
    const folder = await project();
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'node_modules')
        .sort(),
    ).toEqual(files.node);
    expect(problemsIn([join(folder, 'train.js'), join(folder, 'data.js')], {})).toEqual([]);
    await build({
      ...{ configFile: false, root: folder, logLevel: 'silent' },
      resolve: { conditions: [...conditions, 'node'] },
      ssr: { noExternal: /^@nadir\//, resolve: { conditions: ['@nadir/source'] } },
      build: { ssr: 'train.js', outDir: 'dist', minify: false },
    });
    const ended = await runFile('dist/train.js', { cwd: folder }).ended;
    expect(ended).toMatchObject({ status: 0 });
    expect(ended.stdout).toMatch(/^epoch 1 .* validation\.accuracy 0\.\d+/m);
    const [, accuracy] = [...ended.stdout.matchAll(/validation\.accuracy (\S+)/g)].at(-1) ?? [];
    expect(Number(accuracy)).toBeGreaterThan(0.95);
    expect(readdirSync(join(folder, 'checkpoints')).length).toBeGreaterThan(0);
    const again = await runFile('dist/train.js', { cwd: folder }).ended;
    expect(again.stdout).toMatch(/^going on after step \d+$/m);
    expect(again.stdout).not.toMatch(/^epoch 1 /m);
  }, 120_000);

  it('writes a page that type-checks and is built', async () => {
    const folder = await project('--vite');
    expect(
      readdirSync(folder)
        .filter((name) => name !== 'node_modules')
        .sort(),
    ).toEqual(files.vite);
    const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
    expect(problemsIn(fileNames, options)).toEqual([]);
    await build({
      ...{ configFile: false, root: folder, logLevel: 'silent' },
      resolve: { conditions: [...conditions, 'browser'] },
    });
    expect(readdirSync(join(folder, 'dist/assets')).some((name) => name.endsWith('.js'))).toBe(
      true,
    );
  }, 120_000);

  it.each(['node', 'vite'] as const)('%s: names what is imported, and no more', async (kind) => {
    const folder = await project(`--${kind}`);
    const {
      name,
      dependencies,
      devDependencies = {},
    } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(name).toBe('my-model');
    const sources = readdirSync(folder).filter((file) => /\.(js|ts)$/.test(file));
    const imported = sources.flatMap((file) =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:from|import) '(@\w+\/[\w-]+)/g),
      ].map(([, found]) => found),
    );
    // Every package of Nadir has the core beside it.
    expect(Object.keys(dependencies)).toEqual([...new Set([...imported, '@nadir/core'])].sort());
    for (const [of, range] of Object.entries({ ...dependencies, ...devDependencies })) {
      const { version } = JSON.parse(
        readFileSync(join('node_modules', of, 'package.json'), 'utf8'),
      );
      expect([range, String(range).replace('^', '')]).toContain(version);
    }
  });

  it('prints one line of JSON with --json', async () => {
    const folder = temporaryFolder();
    const { stdout } = await nadir(['init', folder, '--json']);
    expect(resultOf(stdout)).toMatchObject({ kind: 'node', folder });
    expect((resultOf(stdout).files as string[]).toSorted()).toEqual(files.node);
  });

  it('refuses a folder with something in it, a file, and wrong use', async () => {
    const file = temporaryFile('mine.txt', 'mine');
    const folder = join(file, '..');
    const refused = await nadir(['init', folder]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(
      `${folder}: got mine.txt in it, expected a new or empty folder.`,
    );
    expect(readdirSync(folder)).toEqual(['mine.txt']);
    const inFile = await nadir(['init', join(file, 'x')]);
    expect(inFile.status).toBe(1);
    expect(inFile.stderr).toContain('got a file where the path needs a folder');
    expect((await nadir(['init', 'a', 'b'])).stderr).toContain('nadir init: got 2 words');
    expect((await nadir(['init', '--node', '--vite'])).stderr).toContain('--vite: got --node too');
  });

  it('has written all files or none, whenever it is killed', async () => {
    const folder = temporaryFolder();
    const counts = new Set<number>();
    for (let n = 1, isPast = false; !isPast; n++) {
      const out = join(folder, String(n));
      mkdirSync(out);
      const env = {
        FAULT_KILL_AT: String(n),
        NODE_OPTIONS: `--import ${pathToFileURL('apps/cli/test/faults.mjs')}`,
      };
      isPast = (await program(['init', out], { env }).ended).signal === null;
      // The next command finds an empty folder, or a whole project.
      const { status } = await nadir(['init', out]);
      counts.add(status);
      expect(
        readdirSync(out)
          .filter((name) => !name.startsWith('unfinished'))
          .sort(),
      ).toEqual(files.node);
    }
    expect([...counts].sort()).toEqual([0, 2]);
  }, 120_000);

  it('leaves nothing where the disk is full', async () => {
    const folder = temporaryFolder();
    const env = {
      FAULT_FULL_BELOW: folder,
      FAULT_FULL_AT: '2',
      NODE_OPTIONS: `--import ${pathToFileURL('apps/cli/test/faults.mjs')}`,
    };
    const out = join(folder, 'project');
    const { status, stderr } = await program(['init', out], { env }).ended;
    expect(status).toBe(1);
    expect(stderr).toContain(`${out}: got a full disk, expected a folder to write to.`);
    expect(existsSync(out)).toBe(false);
  });
});
