/** A call with its arguments, as data: what a visitor can change, and what code is printed from. */
export interface Call {
  readonly call: string;
  readonly args: readonly Value[];
  /** What its arguments are called, for a number that stands by itself. */
  readonly names?: readonly string[];
}

/** An argument of a call. */
export type Value =
  | number
  | string
  | boolean
  | null
  | Call
  | readonly Value[]
  | { readonly [name: string]: Value };

/** Functions by their names. */
type Functions = Readonly<Record<string, unknown>>;

/** Whether a value is a call. */
export const isCall = (value: Value): value is Call =>
  typeof value === 'object' && value !== null && 'call' in value && 'args' in value;

/**
 * What a call gives.
 *
 * @throws Error when it calls what is not among the functions, and whatever the functions throw.
 */
export function evaluate(value: Value, functions: Functions): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isCall(value)) {
    const found = Object.hasOwn(functions, value.call) ? functions[value.call] : undefined;
    if (typeof found !== 'function') {
      throw new Error(`evaluate: got "${value.call}", expected the name of a function.`);
    }
    return found(...value.args.map((one) => evaluate(one, functions)));
  }
  if (Array.isArray(value)) return value.map((one) => evaluate(one, functions));
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, evaluate(one, functions)]),
  );
}

/** A call as code, broken into lines where it is long. */
export function printed(value: Value, indent = ''): string {
  const short = inOneLine(value);
  if (indent.length + short.length <= 76 || typeof value !== 'object' || value === null) {
    return short;
  }
  const inner = `${indent}  `;
  const lines = (parts: readonly string[]) => parts.map((part) => `${inner}${part},\n`).join('');
  if (isCall(value)) {
    const [only] = value.args;
    if (value.args.length === 1 && only !== undefined && typeof only === 'object') {
      return `${value.call}(${printed(only, indent)})`;
    }
    return `${value.call}(\n${lines(value.args.map((one) => printed(one, inner)))}${indent})`;
  }
  if (Array.isArray(value)) {
    return `[\n${lines(value.map((one) => printed(one, inner)))}${indent}]`;
  }
  const properties = Object.entries(value).map(([name, one]) => `${name}: ${printed(one, inner)}`);
  return `{\n${lines(properties)}${indent}}`;
}

function inOneLine(value: Value): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isCall(value)) return `${value.call}(${value.args.map(inOneLine).join(', ')})`;
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  const properties = Object.entries(value).map(([name, one]) => `${name}: ${inOneLine(one)}`);
  return `{ ${properties.join(', ')} }`;
}

/** A number as one would type it: six digits, small ones with an exponent. */
function numberText(value: number): string {
  const short = Number(value.toPrecision(6));
  return short !== 0 && Math.abs(short) < 1e-3 ? short.toExponential() : String(short);
}

/** Names of functions that a call uses, each once. */
export function namesIn(value: Value): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = isCall(value)
    ? [value.call, ...value.args.flatMap(namesIn)]
    : Object.values(value).flatMap(namesIn);
  return [...new Set(inside)].sort();
}

/** A number in a call, with the way to it. */
export interface NumberAt {
  readonly path: readonly string[];
  /** The name of the option, or of the list that it is in; that of the function where it stands by itself. */
  readonly name: string;
  readonly value: number;
}

/** All numbers in a call, in the order in which they are written. */
export function numbersIn(value: Value, name = '', path: readonly string[] = []): NumberAt[] {
  if (typeof value === 'number') return [{ path, name, value }];
  if (typeof value !== 'object' || value === null) return [];
  if (isCall(value)) {
    return value.args.flatMap((one, i) =>
      numbersIn(one, value.names?.[i] ?? value.call, [...path, 'args', String(i)]),
    );
  }
  return Object.entries(value).flatMap(([key, one]) =>
    numbersIn(one, Array.isArray(value) ? name : key, [...path, key]),
  );
}

/** The same with another value at a place. */
export function withValue<Whole extends Value>(
  value: Whole,
  [first, ...rest]: readonly string[],
  next: Value,
): Whole {
  if (first === undefined) return next as Whole;
  if (Array.isArray(value)) {
    return value.map((one, i) => (String(i) === first ? withValue(one, rest, next) : one)) as never;
  }
  const inner = (value as Readonly<Record<string, Value>>)[first] as Value;
  return { ...(value as object), [first]: withValue(inner, rest, next) } as never;
}
