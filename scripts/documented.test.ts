import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The source file behind each entry of `exports` of each package that is published. */
const entries = readdirSync('packages').flatMap((name) => {
  const folder = join('packages', name);
  const { exports = {}, private: isPrivate } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { exports?: Record<string, string | { '@nadir/source': string }>; private?: boolean };
  return Object.values(exports).flatMap((entry) =>
    isPrivate || typeof entry === 'string' ? [] : [join(folder, entry['@nadir/source'])],
  );
});

test('every public name has a doc comment', () => {
  const { config } = ts.readConfigFile('tsconfig.test.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  const bare = entries.flatMap((entry) => {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) return [`${entry}: no module`];
    return checker.getExportsOfModule(module).flatMap((exported) => {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
      return comment.trim() === '' ? [`${entry}: ${exported.name}`] : [];
    });
  });
  expect(entries.length).toBeGreaterThan(5);
  expect(bare).toEqual([]);
}, 300_000);
