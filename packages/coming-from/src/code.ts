import ts from 'typescript';

/** One name that a piece of code uses, and the options that it gives to it. */
export interface Use {
  /** `['Module', 'eval']`; empty for options without a name in front of them. */
  readonly path: readonly string[];
  /** By their paths, the options given, with their values where these are written out. */
  readonly given: ReadonlyMap<string, unknown>;
  /** The values of the other arguments, by their position. */
  readonly positional: readonly unknown[];
}

/** What stands for something of the reader's own. */
const placeholders = new Set('rule model parameters schedule loss gradients weights x'.split(' '));

/**
 * The names in a piece of code and the options given to them.
 *
 * @throws Error when it is anything else than names, calls, and objects of options.
 */
export function usesIn(code: string): Use[] {
  const source = ts.createSourceFile('here.ts', `(${code});`, ts.ScriptTarget.ES2022);
  const [statement] = source.statements;
  const text = (node: ts.Node) => node.getText(source);
  const uses: Use[] = [];

  function pathOf(node: ts.Expression): string[] {
    if (ts.isIdentifier(node)) return [node.text];
    if (ts.isPropertyAccessExpression(node)) return [...pathOf(node.expression), node.name.text];
    throw new Error(`${code}: got ${text(node)}, expected a name.`);
  }

  function visitGiven(
    object: ts.ObjectLiteralExpression,
    prefix: string,
    given: Map<string, unknown>,
  ) {
    for (const property of object.properties) {
      if (property.name === undefined) throw new Error(`${code}: got ${text(property)}.`);
      const path = `${prefix}${text(property.name)}`;
      const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
      if (value && ts.isObjectLiteralExpression(value)) {
        given.set(path, undefined);
        visitGiven(value, `${path}.`, given);
        continue;
      }
      const written = value && literal(text(value));
      given.set(path, written);
      if (value && written === undefined) visit(value);
    }
  }

  function visit(node: ts.Expression): void {
    if (ts.isIdentifier(node) && placeholders.has(node.text)) return;
    if (ts.isArrowFunction(node) || literal(text(node)) !== undefined) return;
    if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements) visit(element);
      return;
    }
    if (ts.isObjectLiteralExpression(node)) {
      const given = new Map<string, unknown>();
      visitGiven(node, '', given);
      uses.push({ path: [], given, positional: [] });
      return;
    }
    if (!ts.isCallExpression(node)) {
      uses.push({ path: pathOf(node), given: new Map(), positional: [] });
      return;
    }
    const given = new Map<string, unknown>();
    for (const argument of node.arguments) {
      if (ts.isObjectLiteralExpression(argument)) visitGiven(argument, '', given);
      else visit(argument);
    }
    const positional = node.arguments.map((argument) => literal(text(argument)));
    uses.push({ path: pathOf(node.expression), given, positional });
  }

  if (!statement || !ts.isExpressionStatement(statement)) throw new Error(`${code}: no code.`);
  visit((statement.expression as ts.ParenthesizedExpression).expression);
  return uses;
}

/** The value of a number, word, list or constant as it is written in code; `undefined` of anything else. */
export function literal(text: string): unknown {
  const trimmed = text.trim();
  const constants: Record<string, unknown> = { true: true, false: false, null: null };
  if (trimmed in constants) return constants[trimmed];
  if (/^'[^']*'$/.test(trimmed)) return trimmed.slice(1, -1);
  if (/^\[.*\]$/.test(trimmed)) {
    const items = trimmed.slice(1, -1).split(',').map(literal);
    return items.includes(undefined) ? undefined : items;
  }
  const parts = trimmed.split('/').map((part) => Number(part.replaceAll('_', '')));
  const isNumber = trimmed !== '' && parts.length <= 2 && !parts.some(Number.isNaN);
  return isNumber ? (parts[0] as number) / (parts[1] ?? 1) : undefined;
}
