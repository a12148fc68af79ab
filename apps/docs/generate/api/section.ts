import ts from 'typescript';
import { fence, tableOf } from '../markdown.js';
import { codeOfConstant, codeOfFunction, codeOfShape, codeOfType } from './code.js';
import { type Comment, commentOf, type Resolve } from './comment.js';
import { isShape, membersOf, nameOf, type Shape } from './members.js';
import { type Exported, pathOf } from './program.js';

/** What a name stands for, in the order in which a page tells of them. */
export const kinds = ['Classes', 'Functions', 'Constants', 'Types'] as const;

/** What a name stands for. */
export type Kind = (typeof kinds)[number];

/** What sections are written with. */
export interface Writing {
  readonly checker: ts.TypeChecker;
  readonly resolve: Resolve;
  isExported(symbol: ts.Symbol): boolean;
  /** The name of the page that an optimizer has beside the reference. */
  pageOf(name: string): string | undefined;
}

const repository = 'https://github.com/nadir-js/nadir/blob/main';

/** The kind of what is exported. */
export function kindOf({ symbol }: Exported, checker: ts.TypeChecker): Kind {
  if (symbol.flags & ts.SymbolFlags.Class) return 'Classes';
  if (symbol.flags & ts.SymbolFlags.Function) return 'Functions';
  if (!(symbol.flags & ts.SymbolFlags.Variable)) return 'Types';
  const type = checker.getTypeOfSymbol(symbol);
  return type.getCallSignatures().length > 0 ? 'Functions' : 'Constants';
}

/** The section of one name: what it is for, its code, its members, errors and example. */
export function sectionOf({ name, symbol }: Exported, writing: Writing): string {
  const declarations = symbol.declarations ?? [];
  const [first] = declarations;
  if (first === undefined) throw new Error(`sectionOf: got ${name} without a declaration.`);
  const comment = commentOf(commentedNode(first), writing.resolve);
  const path = pathOf(first);
  const shape = declarations.find(isShape);
  const page = writing.pageOf(name);
  return [
    `### ${name} {#${name}}`,
    comment.text,
    fence('ts', codeOf(name, symbol, writing)),
    parametersOf(comment),
    ...(shape ? [tableOfMembers(shape, writing)] : []),
    errorsOf(comment),
    ...comment.examples,
    page === undefined
      ? ''
      : `[Options of ${name}, a live figure, and the same in PyTorch](../optimizers/${page})`,
    `[${path}](${repository}/${path}){.source}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The comment of a constant belongs to its statement. */
const commentedNode = (node: ts.Declaration): ts.Node =>
  ts.isVariableDeclaration(node) ? node.parent.parent : node;

function codeOf(name: string, symbol: ts.Symbol, writing: Writing): string {
  const { declarations = [] } = symbol;
  const shape = declarations.find(isShape);
  if (shape) return codeOfShape(name, shape, writing);
  const functions = declarations.filter(ts.isFunctionDeclaration);
  if (functions.length > 0) return codeOfFunction(name, functions, writing.checker);
  const alias = declarations.find(ts.isTypeAliasDeclaration);
  if (alias && !(symbol.flags & ts.SymbolFlags.Variable)) return codeOfType(alias);
  return codeOfConstant(name, symbol, writing.checker);
}

const parametersOf = ({ parameters, returns }: Comment): string =>
  [
    ...parameters.map(([name, text]) => `- \`${name}\`: ${text}`),
    ...(returns === undefined ? [] : [`- Returns: ${returns}`]),
  ].join('\n');

const errorsOf = ({ throws }: Comment): string =>
  throws.map((text) => `Throws ${text}`).join('\n\n');

/** Members that have a comment; what is said of reading and of setting a property stands in one row. */
function tableOfMembers(shape: Shape, { checker, resolve, isExported }: Writing): string {
  const said = new Map<string, string[]>();
  for (const member of membersOf(shape, checker, isExported)) {
    const { text, parameters, returns, throws } = commentOf(member, resolve);
    const name = nameOf(member);
    said.set(name, [
      ...(said.get(name) ?? []),
      text.replaceAll(/\n+/g, ' '),
      ...parameters.map(([parameter, meaning]) => `\`${parameter}\`: ${meaning}`),
      ...(returns === undefined ? [] : [`Returns: ${returns}`]),
      ...throws.map((error) => `Throws ${error}`),
    ]);
  }
  const rows = Array.from(said, ([name, parts]) => [
    `\`${name}\``,
    parts.filter((part) => part !== '').join(' '),
  ]).filter(([, text]) => text !== '');
  return rows.length === 0 ? '' : tableOf(['Name', 'Meaning'], rows);
}
