/** A name of another library, and what takes its place here. */
export interface Row {
  /** The name there, behind the prefix of its group; or several that one answer is for. */
  readonly there: string | readonly string[];
  /**
   * What to write here, as code: `AdamW`, `Module.eval`, `Adam({ amsgrad: true })`, or `{ clip: clipByGlobalNorm(1) }`
   * for an option that every optimizer takes. Left out where there is nothing; then the note says why.
   */
  readonly here?: string | readonly string[];
  /**
   * Options that the words of the page do not translate: by their name there, the name here, or, as soon as it has a
   * space or a backtick, a remark.
   */
  readonly options?: Readonly<Record<string, string | readonly string[]>>;
  /** By their name here, the options with another default, and why. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Where numbers differ and why, and what else there is to know. */
  readonly note?: string;
}

/** Rows about one subject: a table. */
export interface Group {
  readonly title: string;
  /** What the names of the rows have in front of them. */
  readonly prefix?: string;
  readonly intro?: string;
  readonly rows: readonly Row[];
}

/** How the names of options there are written here. */
export type Words = Readonly<Record<string, string | readonly string[]>>;

/** Everything about one library. */
export interface Page {
  /** Name of the file in `docs`, without its ending. */
  readonly file: string;
  readonly library: string;
  /** What stands above the tables: Markdown. */
  readonly head: string;
  readonly words: Words;
  /** Options that have no counterpart in any row, and why. */
  readonly without: Readonly<Record<string, string>>;
  readonly groups: readonly Group[];
}

/** What a library calls its options, with the defaults that are not left to the caller. */
export type Recorded = ReadonlyMap<string, readonly RecordedOption[]>;

export interface RecordedOption {
  readonly name: string;
  readonly default?: unknown;
}

/** The names of a row, whole. */
export function namesOf({ prefix = '' }: Group, { there }: Row): string[] {
  return [there].flat().map((name) => `${prefix}${name}`);
}
