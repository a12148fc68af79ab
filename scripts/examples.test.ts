import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const pages = [
  'README.md',
  ...readdirSync('docs').map((name) => join('docs', name)),
  ...['packages', 'apps'].flatMap((parent) =>
    readdirSync(parent).map((name) => join(parent, name, 'README.md')),
  ),
  ...['en', 'zh'].flatMap((language) =>
    readdirSync(join('apps', 'docs', language), { recursive: true, encoding: 'utf8' }).map((path) =>
      join('apps', 'docs', language, path),
    ),
  ),
].filter((page) => page.endsWith('.md') && existsSync(page));

/**
 * Every TypeScript block that begins with its imports, as a file that does not exist. Those that
 * import files of the reader's own are left out.
 */
const examples = new Map(
  pages.flatMap((page) => {
    const blocks = [...readFileSync(page, 'utf8').matchAll(/^```ts\n(import .*?)^```/gms)];
    const whole = blocks.filter(([code]) => !/from '\.\.?\//.test(code));
    return whole.map(([, code = ''], i) => {
      // Elsewhere than in its package, an example finds packages as a user's program does.
      const name = `${page.replaceAll(/[/\\.]/g, '-')}-${i + 1}.ts`;
      return [resolve('scripts', name).replaceAll('\\', '/'), code] as const;
    });
  }),
);

// tfjs-node is an optional peer, so it may not be installed here. It exports what tfjs exports.
const stub = resolve('scripts', 'tfjs-node-stub.d.ts').replaceAll('\\', '/');
examples.set(
  stub,
  "declare module '@tensorflow/tfjs-node' {\n  export * from '@tensorflow/tfjs';\n}\n",
);

test('every example in the documentation compiles', () => {
  const { config } = ts.readConfigFile('tsconfig.test.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => examples.has(name) || fileExists(name);
  host.readFile = (name) => examples.get(name) ?? readFile(name);
  host.getSourceFile = (name, ...rest) => {
    const code = examples.get(name);
    return code === undefined
      ? getSourceFile(name, ...rest)
      : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...examples.keys()], { ...options, allowJs: false }, host);
  const problems = [...examples.keys()].flatMap((name) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(name)).map((diagnostic) => {
      const { line = -1 } =
        diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0) ?? {};
      const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
      return `${name.split('/').pop()}:${line + 1}: ${text}`;
    }),
  );
  expect(examples.size).toBeGreaterThan(5);
  expect(problems).toEqual([]);
}, 300_000);
