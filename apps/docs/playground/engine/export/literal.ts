/** A value as source text of JavaScript, on one line. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replace(/['\\]/g, '\\$&')}'`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return `[${Array.from(value as number[], literal).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, one]) => `${name}: ${literal(one)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return String(value);
}

/** Names that a program imports, by package. */
export class Imports {
  readonly #names = new Map<string, Set<string>>();

  /** Adds a name, and gives it back for use in the program. */
  use(name: string, from: string): string {
    const names = this.#names.get(from) ?? new Set();
    names.add(name);
    this.#names.set(from, names);
    return name;
  }

  get packages(): string[] {
    return [...this.#names.keys()].map((path) => path.split('/').slice(0, 2).join('/'));
  }

  /** The statements that import them. */
  get text(): string {
    return [...this.#names]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([from, names]) => `import { ${[...names].sort().join(', ')} } from '${from}';`)
      .join('\n');
  }
}
