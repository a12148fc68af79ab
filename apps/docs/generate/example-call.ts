import ts from 'typescript';
import type { Call, Value } from '../engine/call-tree.js';

/**
 * The call of a function in the example of its doc comment, as data. A function that is written in the example
 * becomes a constant, since data holds none.
 */
export function exampleCall(name: string, example: string | undefined): Call | undefined {
  const source = ts.createSourceFile('example.ts', example ?? '', ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  let found: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) {
      constants.set(node.name.getText(), node.initializer);
    }
    if (ts.isCallExpression(node) && node.expression.getText() === name) found ??= node;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found === undefined ? undefined : (dataOf(found, constants) as Call);
}

function dataOf(node: ts.Expression, constants: ReadonlyMap<string, ts.Expression>): Value {
  const inner = (child: ts.Expression) => dataOf(child, constants);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node)) return -(inner(node.operand) as number);
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(inner);
  if (ts.isObjectLiteralExpression(node)) {
    return Object.fromEntries(
      node.properties
        .filter(ts.isPropertyAssignment)
        .map(({ name, initializer }) => [name.getText(), inner(initializer)]),
    );
  }
  if (ts.isArrowFunction(node)) return { call: 'constant', args: [0.98] };
  if (ts.isIdentifier(node)) {
    const constant = constants.get(node.text);
    if (constant !== undefined) return inner(constant);
  }
  // `new Array(784).fill(1)`: two of them are enough for a picture.
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const filled = node.arguments.map(inner);
    return [...filled, ...filled];
  }
  if (ts.isCallExpression(node)) {
    return { call: node.expression.getText(), args: node.arguments.map(inner) };
  }
  throw new Error(`exampleCall: got ${node.getText()}, expected numbers, words, lists and calls.`);
}
