import ts from 'typescript';
import { fence, proseOf } from '../markdown.js';

/** Finds the address of what a link in a comment names. */
export type Resolve = (name: string) => string | undefined;

/** A doc comment, as Markdown. */
export interface Comment {
  /** Its paragraphs and formulas. */
  readonly text: string;
  /** Names of parameters and what is said of them. */
  readonly parameters: readonly (readonly [name: string, text: string])[];
  readonly returns: string | undefined;
  readonly throws: readonly string[];
  /** Fenced blocks of code, with what is said of them. */
  readonly examples: readonly string[];
}

/** The doc comment of a declaration. */
export function commentOf(node: ts.Node, resolve: Resolve): Comment {
  const comment = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).at(-1);
  const tags = comment?.tags ?? [];
  const textsOf = (name: string) =>
    tags.filter(({ tagName }) => tagName.text === name).map(({ comment: text }) => rawText(text));
  return {
    text: blocksOf(rawText(comment?.comment), resolve),
    parameters: tags.flatMap((tag) =>
      ts.isJSDocParameterTag(tag)
        ? [[tag.name.getText(), inlineOf(rawText(tag.comment), resolve)] as const]
        : [],
    ),
    returns: textsOf('returns').map((text) => inlineOf(text, resolve))[0],
    throws: errorsIn(comment?.getText() ?? '').map((text) => inlineOf(text, resolve)),
    examples: textsOf('example').map((text) => blocksOf(text, resolve)),
  };
}

const rawText = (comment: ts.JSDoc['comment']): string => ts.getTextOfJSDocComment(comment) ?? '';

/** What is said of errors, as it is written: the compiler takes a link at its begin for a type. */
const errorsIn = (comment: string): string[] =>
  Array.from(comment.matchAll(/@throws\s+([\s\S]*?)\s*(?=\n\s*\*\s*@|\*\/)/g), ([, text = '']) =>
    text.replaceAll(/\n\s*\*/g, ' '),
  );

/** Paragraphs, lists, formulas and code. */
function blocksOf(text: string, resolve: Resolve): string {
  return text
    .split(/(^```[\s\S]*?^```)/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n{2,}/)))
    .filter((part) => part.trim() !== '')
    .map((part) => {
      if (part.startsWith('```')) return part;
      if (part.startsWith('    ')) return fence('text', part.replaceAll(/^ {4}/gm, ''));
      // A list keeps its lines.
      return part.trim().startsWith('- ') ? linked(part, resolve) : inlineOf(part, resolve);
    })
    .join('\n\n');
}

/** A paragraph in one line. */
const inlineOf = (text: string, resolve: Resolve): string =>
  linked(text.replace(/\s+/g, ' ').replace(/^- /, '').trim(), resolve);

/** A text whose links lead to sections of the reference; code in it stays as it is. */
function linked(text: string, resolve: Resolve): string {
  return text
    .split(/(\{@link [^}]+\}|`[^`]+`)/)
    .map((part) => {
      if (part.startsWith('`')) return part;
      const name = /^\{@link ([^}|]+)/.exec(part)?.[1]?.trim();
      if (name === undefined) return proseOf(part);
      const address = resolve(name);
      return address === undefined ? `\`${name}\`` : `[\`${name}\`](${address})`;
    })
    .join('');
}
