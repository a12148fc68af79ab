import ts from 'typescript';
import { pathOf } from './program.js';

/** A class or an interface. */
export type Shape = ts.ClassDeclaration | ts.InterfaceDeclaration;

/** Whether a declaration has members that are shown. */
export const isShape = (node: ts.Node): node is Shape =>
  ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node);

/** A public member, without a name where it is a constructor, a call or an index. */
export type Member = ts.ClassElement | ts.TypeElement;

/**
 * The public members of a class or an interface, its own first. Those of what it extends are among them where that
 * is not exported, and so has no section of its own.
 */
export function membersOf(
  shape: Shape,
  checker: ts.TypeChecker,
  isExported: (symbol: ts.Symbol) => boolean,
): Member[] {
  const own = Array.from<Member>(shape.members).filter(
    (member) => isPublic(member) && !isBehindOverloads(member, shape),
  );
  const inherited = (shape.heritageClauses ?? [])
    .flatMap(({ types }) => types)
    .flatMap(({ expression }) => checker.getSymbolAtLocation(expression) ?? [])
    .map((symbol) =>
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    )
    .filter((symbol) => !isExported(symbol))
    .flatMap(({ declarations = [] }) => declarations.filter(isShape))
    .filter((declaration) => pathOf(declaration) !== undefined)
    .flatMap((declaration) => membersOf(declaration, checker, isExported))
    .filter(
      (member) => !ts.isConstructorDeclaration(member) || !own.some(ts.isConstructorDeclaration),
    );
  const names = new Set(own.map(nameOf));
  return [...own, ...inherited.filter((member) => !names.has(nameOf(member)))];
}

/** The name of a member. */
export const nameOf = (member: Member): string =>
  ts.isConstructorDeclaration(member) ? 'constructor' : (member.name?.getText() ?? '');

function isPublic(member: Member): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  if (ts.getCombinedModifierFlags(member) & hidden) return false;
  if (ts.isClassStaticBlockDeclaration(member) || ts.isSemicolonClassElement(member)) return false;
  // A name with an underscore at its end is one that TensorFlow.js wants to find.
  return !(
    member.name &&
    (ts.isPrivateIdentifier(member.name) || /_$/.test(member.name.getText()))
  );
}

/** Whether it is the one declaration of a method that callers do not see. */
const isBehindOverloads = (member: Member, shape: Shape): boolean =>
  ts.isMethodDeclaration(member) &&
  member.body !== undefined &&
  shape.members.some(
    (one) =>
      ts.isMethodDeclaration(one) && one.body === undefined && nameOf(one) === nameOf(member),
  );
