import ts from 'typescript';
import { commentOf, declared, oneLine, type Sources } from './sources.js';

/** An optimizer as its source tells it. */
export interface Entry {
  /** Its name in the catalogue, which is that of its file and of its page. */
  readonly name: string;
  /** Its class. */
  readonly title: string;
  /** Path of its file from the root of the repository. */
  readonly path: string;
  /** What it is, in a sentence. */
  readonly summary: string;
  /** When to take it. */
  readonly when: string;
  /** What stands before, between and after the formulas, Markdown, and the formulas, in order. */
  readonly parts: readonly Part[];
  /** Where it was published, Markdown. */
  readonly papers: string;
  /** A program that uses it, without its imports. */
  readonly example: string;
}

/** A paragraph of a doc comment, or lines of a formula. */
export type Part =
  | { readonly kind: 'prose'; readonly text: string }
  | { readonly kind: 'formula'; readonly lines: readonly string[] };

/** Names of the catalogue with their classes, by the class. L-BFGS has no rule and stands beside the catalogue. */
export function optimizerNames(
  sources: Sources,
): readonly (readonly [name: string, title: string])[] {
  const { node } = declared(sources, 'optimizers');
  const names: [string, string][] = [['lbfgs', 'LBFGS']];
  const visit = (child: ts.Node): void => {
    if (ts.isPropertyAssignment(child)) {
      const { name } = child;
      names.push([
        ts.isStringLiteral(name) ? name.text : name.getText(),
        child.initializer.getText(),
      ]);
    } else ts.forEachChild(child, visit);
  };
  visit(node);
  return names.toSorted(([, a], [, b]) => a.localeCompare(b, 'en'));
}

/** What the source of an optimizer tells. */
export function entryOf(sources: Sources, name: string, title: string): Entry {
  const { node, path } = declared(sources, title);
  const { paragraphs, example } = commentOf(node);
  const [summary = '', ...others] = paragraphs;
  const isWhen = (text: string) => /^Take it /.test(text);
  const isPaper = (text: string) => /^(Paper|Source)s?: /.test(text);
  const when = others.find(isWhen);
  const papers = others.find(isPaper);
  if (summary === '' || when === undefined || papers === undefined || example === undefined) {
    throw new Error(
      `${path}: got a doc comment of ${title} with ${paragraphs.length} paragraphs, expected a sentence, a ` +
        'paragraph "Take it …", one "Paper: …" or "Source: …", and an @example.',
    );
  }
  return {
    name,
    title,
    path,
    summary: oneLine(summary),
    when: oneLine(when),
    parts: others.filter((text) => !isWhen(text) && !isPaper(text)).map(partOf),
    papers: oneLine(papers).replace(/^\w+: /, ''),
    example,
  };
}

/** Formulas are indented by four. */
function partOf(paragraph: string): Part {
  const lines = paragraph.split('\n');
  if (lines.every((line) => line.startsWith('    '))) {
    return { kind: 'formula', lines: lines.map((line) => line.slice(4)) };
  }
  const isList = lines.some((line) => line.startsWith('- '));
  return { kind: 'prose', text: isList ? paragraph : oneLine(paragraph) };
}
