import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

const folder = 'packages/optim/src';

/** A declaration of `@nadir/optim`, and where it stands. */
export interface Declared {
  readonly node: ts.Node;
  /** Path of its file from the root of the repository. */
  readonly path: string;
}

/** Classes, interfaces, functions and constants of `@nadir/optim`, by their names. */
export type Sources = ReadonlyMap<string, Declared>;

/** Reads the sources of `@nadir/optim`. Their names are unique as far as they are exported. */
export function readSources(): Sources {
  const paths = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  const sources = new Map<string, Declared>();
  for (const file of paths) {
    const path = `${folder}/${file}`;
    const text = readFileSync(join(root, path), 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    for (const node of source.statements.filter(isExported)) {
      for (const name of namesOf(node)) {
        // Of overloads the first has the doc comment.
        if (!sources.has(name)) sources.set(name, { node, path });
      }
    }
  }
  return sources;
}

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function namesOf(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.map(({ name }) => name.getText());
  }
  const named =
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isFunctionDeclaration(node);
  return named && node.name !== undefined ? [node.name.text] : [];
}

/** The declaration of a name. */
export function declared(sources: Sources, name: string): Declared {
  const found = sources.get(name);
  if (found === undefined) {
    throw new Error(`declared: got ${name}, expected what a file below ${folder} exports.`);
  }
  return found;
}

/** A doc comment, links as code: its paragraphs with their line breaks, and its first example. */
export interface Comment {
  readonly paragraphs: readonly string[];
  /** The code of the example, without the fence. */
  readonly example: string | undefined;
}

/** The doc comment of a declaration. */
export function commentOf(node: ts.Node): Comment {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const text = linked(ts.getTextOfJSDocComment(comment?.comment) ?? '');
  const tags = comment?.tags ?? [];
  const example = tags.find(({ tagName }) => tagName.text === 'example');
  const code = ts.getTextOfJSDocComment(example?.comment) ?? '';
  return {
    paragraphs: text.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== ''),
    example: /```ts\n(.*?)```/s.exec(code)?.[1]?.trimEnd(),
  };
}

const linked = (text: string) => text.replace(/\{@link (\w+)\}/g, '`$1`');

/** A text without its line breaks. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A property of an interface, with its doc comment in one line. */
export interface Property {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly text: string;
}

/** Interfaces whose options every optimizer has: they have a page of their own. */
const common = ['OptimizerOptions'];

/** The properties of an interface and of those that it extends, each name once; those that it declares itself go first. */
export function propertiesOf(sources: Sources, name: string): Property[] {
  const { node } = declared(sources, name);
  if (!ts.isInterfaceDeclaration(node)) throw new Error(`propertiesOf: ${name} is no interface.`);
  const own = node.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: member.type?.getText() ?? 'unknown',
    optional: member.questionToken !== undefined,
    text: oneLine(commentOf(member).paragraphs.join(' ')),
  }));
  const parents = (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(({ expression }) => expression.getText()),
  );
  const inherited = parents
    .filter((parent) => !common.includes(parent))
    .flatMap((parent) => propertiesOf(sources, parent));
  const names = new Set(own.map((property) => property.name));
  return [...own, ...inherited.filter((property) => !names.has(property.name))];
}
