import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { literal } from './code.js';

/** The options of a name by their paths, with their defaults as far as these are written. */
export type Options = ReadonlyMap<string, unknown>;

const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;

/** The source file of a module. */
function fileOf(module: string, options: ts.CompilerOptions): string {
  const here = fileURLToPath(import.meta.url);
  const { resolvedModule } = ts.resolveModuleName(
    module,
    here,
    options,
    ts.sys,
    undefined,
    undefined,
    ts.ModuleKind.ESNext,
  );
  if (resolvedModule === undefined) throw new Error(`${module}: got no module, expected one.`);
  return resolvedModule.resolvedFileName;
}

/** What modules export: each name, its members, and the options that a call takes. */
export class Surface {
  readonly #checker: ts.TypeChecker;
  readonly #program: ts.Program;
  /** The file behind each module. */
  readonly #files: ReadonlyMap<string, string>;

  /** @param modules What a file of this folder would write behind `from`. */
  constructor(modules: readonly string[]) {
    const { config } = ts.readConfigFile('tsconfig.test.json', ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
    this.#files = new Map(modules.map((module) => [module, fileOf(module, options)]));
    this.#program = ts.createProgram([...this.#files.values()], options);
    this.#checker = this.#program.getTypeChecker();
  }

  /** The options of `['AdamW']` or `['Module', 'train']`; `undefined` if no package exports such a thing. */
  optionsOf(path: readonly string[]): Options | undefined {
    const type = this.#find(path);
    if (type === undefined) return undefined;
    const found = new Map<string, unknown>();
    for (const signature of this.#signatures(type)) {
      for (const parameter of signature.parameters) this.#addParameter(parameter, found);
    }
    if (found.size === 0) this.#addProperties(type, '', found);
    return found;
  }

  /** The arguments of `['clipByGlobalNorm']` in their order. */
  argumentsOf(path: readonly string[]): string[] {
    const type = this.#find(path);
    const [signature] = type === undefined ? [] : this.#signatures(type);
    return signature?.parameters.map(({ name }) => name) ?? [];
  }

  /** The names of what `['tf', 'train']` and its instances have. */
  membersOf(path: readonly string[]): string[] {
    const type = this.#find(path);
    const [construct] = type?.getConstructSignatures() ?? [];
    const holders = [construct?.getReturnType(), type].filter((holder) => holder !== undefined);
    const members = holders.flatMap((holder) => this.#checker.getPropertiesOfType(holder));
    const isHidden = ({ declarations: [declaration] = [] }: ts.Symbol) =>
      declaration !== undefined && (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
    return members.filter((member) => !isHidden(member)).map(({ name }) => name);
  }

  /** The module that exports a name: the first that does. */
  moduleOf(name: string): string | undefined {
    return [...this.#files.keys()].find((module) => this.#exportOf(module, name));
  }

  #find([first = '', ...rest]: readonly string[]): ts.Type | undefined {
    let type = this.#exported(first);
    for (const name of rest) {
      if (type === undefined) return undefined;
      // A member of a class is one of its instances.
      const [construct] = type.getConstructSignatures();
      const member =
        (construct?.getReturnType() ?? type).getProperty(name) ?? type.getProperty(name);
      type = member && this.#checker.getTypeOfSymbol(member);
    }
    return type;
  }

  #exportOf(module: string, name: string): ts.Symbol | undefined {
    const source = this.#program.getSourceFile(this.#files.get(module) ?? '');
    const symbol = source && this.#checker.getSymbolAtLocation(source);
    if (symbol === undefined) throw new Error(`${module}: got no module, expected one.`);
    return this.#checker.getExportsOfModule(symbol).find((exported) => exported.name === name);
  }

  #exported(name: string): ts.Type | undefined {
    for (const module of this.#files.keys()) {
      const found = this.#exportOf(module, name);
      if (found === undefined) continue;
      const isAlias = (found.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? this.#checker.getAliasedSymbol(found) : found;
      const isType = (symbol.flags & ts.SymbolFlags.Value) === 0;
      return isType
        ? this.#checker.getDeclaredTypeOfSymbol(symbol)
        : this.#checker.getTypeOfSymbol(symbol);
    }
    return undefined;
  }

  #signatures(type: ts.Type): readonly ts.Signature[] {
    return [...type.getCallSignatures(), ...type.getConstructSignatures()];
  }

  #addParameter(parameter: ts.Symbol, found: Map<string, unknown>): void {
    const { valueDeclaration: declaration } = parameter;
    const isNamed = declaration && ts.isParameter(declaration) && ts.isIdentifier(declaration.name);
    if (isNamed) {
      const { initializer } = declaration;
      found.set(parameter.name, initializer && literal(initializer.getText()));
    }
    this.#addProperties(this.#checker.getTypeOfSymbol(parameter), '', found);
  }

  #addProperties(type: ts.Type, prefix: string, found: Map<string, unknown>): void {
    const kinds = type.isUnion() ? type.types : [type];
    for (const kind of kinds) {
      if (this.#signatures(kind).length > 0 || this.#checker.isArrayLikeType(kind)) continue;
      for (const property of this.#checker.getPropertiesOfType(kind)) {
        const declaration = property.declarations?.[0];
        if (!declaration || !ts.isPropertySignature(declaration)) continue;
        if (this.#program.isSourceFileDefaultLibrary(declaration.getSourceFile())) continue;
        const path = `${prefix}${property.name}`;
        if (!found.has(path)) found.set(path, this.#defaultOf(property));
        const inner = this.#checker.getTypeOfSymbol(property);
        if (prefix === '') this.#addProperties(inner, `${path}.`, found);
      }
    }
  }

  /** The default that the comment of an option tells. */
  #defaultOf(property: ts.Symbol): unknown {
    const comment = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
    const [, told] = /Default `([^`]+)`/.exec(comment) ?? [];
    return told === undefined ? undefined : literal(told);
  }
}
