import ts from 'typescript';
import { type Member, membersOf, nameOf, type Shape } from './members.js';

/** What the code of a declaration is made with. */
interface Context {
  readonly checker: ts.TypeChecker;
  isExported(symbol: ts.Symbol): boolean;
}

const inFull =
  ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** Longest line, as in the sources. */
const columns = 84;

/** A class or an interface as code, its members without bodies and comments. */
export function codeOfShape(name: string, shape: Shape, context: Context): string {
  const all = membersOf(shape, context.checker, context.isExported);
  const read = new Set(all.filter(ts.isGetAccessor).map(nameOf));
  const shown = all.filter((member) => !(ts.isSetAccessor(member) && read.has(nameOf(member))));
  const members = shown.map(
    (member) => `  ${codeOfMember(member, context).replaceAll('\n', '\n  ')};`,
  );
  const head = headOf(name, shape);
  return members.length === 0 ? `${head} {}` : `${head} {\n${members.join('\n')}\n}`;
}

function headOf(name: string, shape: Shape): string {
  const keyword = ts.isClassDeclaration(shape)
    ? `${isAbstract(shape) ? 'abstract ' : ''}class`
    : 'interface';
  const clauses = (shape.heritageClauses ?? [])
    .map((clause) => ` ${flat(textOf(clause))}`)
    .join('');
  return `${keyword} ${name}${typeParametersOf(shape)}${clauses}`;
}

const isAbstract = (node: Shape) =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Abstract) !== 0;

function codeOfMember(member: Member, { checker }: Context): string {
  const flags = ts.getCombinedModifierFlags(member);
  const words = [
    flags & ts.ModifierFlags.Static ? 'static ' : '',
    flags & ts.ModifierFlags.Readonly || isOnlyRead(member) ? 'readonly ' : '',
  ].join('');
  if (ts.isConstructorDeclaration(member)) return wrapped(`constructor${parametersOf(member)}`);
  if (ts.isMethodDeclaration(member) || ts.isMethodSignature(member)) {
    return wrapped(
      words + callableText(member.name.getText() + questionOf(member), member, checker),
    );
  }
  const type = (member as { type?: ts.TypeNode }).type;
  const name = member.name?.getText();
  if (name === undefined) return flat(textOf(member)).replace(/;$/, '');
  const shown = type
    ? textOf(type)
    : checker.typeToString(checker.getTypeAtLocation(member), member, inFull);
  return `${words}${name}${questionOf(member)}: ${flat(shown)}`;
}

/** Whether a property is computed and cannot be set. */
const isOnlyRead = (member: Member): boolean =>
  ts.isGetAccessor(member) &&
  !(member.parent as ts.ClassDeclaration).members.some(
    (one) => ts.isSetAccessor(one) && nameOf(one) === nameOf(member),
  );

const questionOf = (member: Member) =>
  (member as { questionToken?: ts.Node }).questionToken === undefined ? '' : '?';

/** A function as code, each overload without its body. */
export function codeOfFunction(
  name: string,
  declarations: readonly ts.FunctionDeclaration[],
  checker: ts.TypeChecker,
): string {
  const overloads = declarations.filter(({ body }) => body === undefined);
  return (overloads.length > 0 ? overloads : declarations)
    .map((one) => `${wrapped(`function ${callableText(name, one, checker)}`)};`)
    .join('\n');
}

/** A constant as code: as a function where it is nothing else. */
export function codeOfConstant(name: string, symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const declaration = symbol.valueDeclaration as ts.VariableDeclaration;
  const { initializer, type } = declaration;
  if (type === undefined && initializer && ts.isArrowFunction(initializer)) {
    return `${wrapped(`function ${callableText(name, initializer, checker)}`)};`;
  }
  const known = checker.getTypeOfSymbolAtLocation(symbol, declaration);
  const calls = known.getCallSignatures();
  if (calls.length > 0 && known.getProperties().length === 0) {
    return calls
      .map((call) => checker.signatureToString(call, declaration, inFull))
      .map((text) => `${wrapped(`function ${name}${text}`)};`)
      .join('\n');
  }
  const shown = type ? flat(textOf(type)) : checker.typeToString(known, declaration, inFull);
  const line = `const ${name}: ${shown};`;
  // A record of many things.
  return line.length <= columns || !/^\{ [^{}]* \}$/.test(shown)
    ? line
    : `const ${name}: {\n  ${shown.slice(2, -2).replaceAll('; ', ';\n  ')}\n};`;
}

/** A type as code, as it is written. */
export const codeOfType = (node: ts.TypeAliasDeclaration): string =>
  textOf(node).replace(/^export /, '');

/** Name, type parameters, parameters and what is returned. */
function callableText(
  name: string,
  node: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
): string {
  const signature = checker.getSignatureFromDeclaration(node);
  const returned = node.type
    ? flat(textOf(node.type))
    : signature && checker.typeToString(checker.getReturnTypeOfSignature(signature), node, inFull);
  return `${name}${typeParametersOf(node)}${parametersOf(node)}: ${returned}`;
}

function typeParametersOf({
  typeParameters,
}: {
  typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> | undefined;
}): string {
  if (typeParameters === undefined) return '';
  const parts = typeParameters.map((one) => flat(textOf(one)));
  const line = `<${parts.join(', ')}>`;
  return line.length <= columns / 2 ? line : `<${onLines(parts)}>`;
}

/** Parameters, with a question mark in place of a default, and without names that are only taken apart inside. */
function parametersOf(node: ts.SignatureDeclaration): string {
  const parameters = node.parameters.map((parameter) => {
    const { name, type, initializer, dotDotDotToken, questionToken } = parameter;
    const shown = ts.isIdentifier(name) ? name.text : 'options';
    const optional = initializer || questionToken ? '?' : '';
    return `${dotDotDotToken ? '...' : ''}${shown}${optional}${type ? `: ${flat(textOf(type))}` : ''}`;
  });
  return `(${parameters.join(', ')})`;
}

/** A call with each parameter on a line of its own where it is longer than a line. */
function wrapped(text: string): string {
  if (text.split('\n').every(({ length }) => length <= columns)) return text;
  const parts = partsOfCall(text);
  if (parts === undefined) return text;
  const [before, parameters, after] = parts;
  return parameters.length === 0 ? text : `${before}(${onLines(parameters)})${after}`;
}

const onLines = (parts: readonly string[]): string =>
  `\n${parts.map((one) => `  ${one},`).join('\n')}\n`;

/** What is before the parameters of a call, the parameters, and what is after them. */
function partsOfCall(text: string): [string, string[], string] | undefined {
  const start = text.indexOf('(');
  const parameters: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let i = start; i < text.length; i++) {
    const isArrow = text[i] === '>' && text[i - 1] === '=';
    if ('([{<'.includes(text[i] as string)) depth++;
    if (')]}>'.includes(text[i] as string) && !isArrow) depth--;
    if ((depth === 1 && text[i] === ',') || depth === 0) {
      const parameter = text.slice(from, i).trim();
      if (parameter !== '') parameters.push(parameter);
      from = i + 1;
    }
    if (depth === 0) return [text.slice(0, start), parameters, text.slice(i + 1)];
  }
  return undefined;
}

/** The text of a node without comments. */
const textOf = (node: ts.Node): string =>
  node.getText().replaceAll(/\/\*[\s\S]*?\*\/\s*|(?<=^|\s)\/\/.*\n/g, '');

const flat = (text: string): string =>
  text
    .replace(/^\| /, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/([(<[]) | (?=[)>\]])|,(?= ?[)>\]])/g, '$1');
