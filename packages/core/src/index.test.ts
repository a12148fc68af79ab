import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** Names that a module exports, types among them. */
function namesIn(file: string): string[] {
  const path = new URL(file, import.meta.url);
  const source = ts.createSourceFile(file, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) &&
    statement.exportClause &&
    ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [],
  );
}

test('the package has few names: those that writers of rules, backends and modules need', () => {
  const names = namesIn('./index.ts');
  expect(names.length).toBeGreaterThan(50);
  expect(names.length).toBeLessThanOrEqual(90);
});

test('no name is both public and internal', () => {
  const internal = new Set(namesIn('./internal.ts'));
  expect(namesIn('./index.ts').filter((name) => internal.has(name))).toEqual([]);
});
