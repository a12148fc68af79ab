/** Something given that was not taken as it was, such as a number beyond its range in a link. Words are the page's. */
export interface Notice {
  /** What was given: the key of a link, such as `seeds`, or `c.2.learningRate` for the second contender. */
  readonly at: string;
  /** The value as it was given, shortened. */
  readonly got: string;
  /** What is accepted. */
  readonly expected: Expected;
  /** What is used instead, as a link would have it. */
  readonly used: string;
}

/** What is accepted, in a form that any language can say. */
export type Expected =
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'text'; readonly maxLength: number }
  | { readonly kind: 'list'; readonly maxLength: number }
  | { readonly kind: 'points' }
  | { readonly kind: 'point' }
  /** An option of an optimizer; `message` is what its check says, in English. */
  | { readonly kind: 'option'; readonly message: string }
  /** A link of a version that this page can read. */
  | { readonly kind: 'version'; readonly version: number }
  /** An optimizer that can run on the task. */
  | { readonly kind: 'fitting'; readonly why: 'matrices' | 'classes' };

/** Tells of a value that was not taken; where it stood is known to whoever listens. */
export type Report = (notice: Omit<Notice, 'at'>) => void;

/** A value as notices show it. */
export const shorten = (text: string): string =>
  text.length > 40 ? `${text.slice(0, 39)}…` : text;
