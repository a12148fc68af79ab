import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../sources.js';
import type { EntryPoint } from './entry-points.js';

/** A name that an entry point exports, and what it stands for. */
export interface Exported {
  readonly name: string;
  readonly symbol: ts.Symbol;
}

/** The sources of the packages with their types. */
export interface Api {
  readonly checker: ts.TypeChecker;
  readonly exportsOf: ReadonlyMap<EntryPoint, readonly Exported[]>;
}

/** Reads the sources behind entry points. */
export function readApi(entries: readonly EntryPoint[]): Api {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, composite: false, noEmit: true, types: ['node'] },
    root,
  );
  const paths = entries.map(({ path }) => join(root, path));
  const program = ts.createProgram(paths, options);
  const checker = program.getTypeChecker();
  const exportsOf = entries.map((entry, i) => {
    const source = program.getSourceFile(paths[i] as string);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`readApi: ${entry.path} exports nothing.`);
    const symbols = checker.getExportsOfModule(module);
    return [entry, symbols.map((symbol) => exportedBy(checker, symbol)).sort(byName)] as const;
  });
  return { checker, exportsOf: new Map(exportsOf) };
}

const exportedBy = (checker: ts.TypeChecker, symbol: ts.Symbol): Exported => ({
  name: symbol.name,
  symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
});

const byName = (a: Exported, b: Exported) => a.name.localeCompare(b.name, 'en');

/** The path of a declaration in the repository, or `undefined` for what is not of the repository. */
export function pathOf(node: ts.Node): string | undefined {
  const { fileName } = node.getSourceFile();
  const path = fileName.replaceAll('\\', '/').slice(root.length);
  return fileName.startsWith(root) && path.startsWith('packages/') ? path : undefined;
}
