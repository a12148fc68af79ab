/** A table of Markdown. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cell).join(' | ')} |`)
    .join('\n');

/** A bar in a cell would end it. */
const cell = (text: string) => text.replaceAll('|', '\\|');

/**
 * A text of a doc comment as Markdown of the site: addresses become links, and what Vue or HTML would take for their
 * own is shown as it is.
 */
export const proseOf = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll(/<(?=\w|\/)/g, '&lt;')
    .replaceAll('{{', '{&#8203;{')
    .replaceAll(/https?:\/\/[^\s;)]*[^\s;).,]/g, (url) => `[${shortened(url)}](${url})`);

/** What is shown of an address: the name of a paper where it has one. */
function shortened(url: string): string {
  const arxiv = /arxiv\.org\/abs\/([\d.]+)/.exec(url)?.[1];
  if (arxiv !== undefined) return `arXiv ${arxiv}`;
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

/** A fenced block of code. */
export const fence = (language: string, code: string): string =>
  `\`\`\`${language}\n${code.trimEnd()}\n\`\`\``;

/** Text in English on a page in another language. */
export const inEnglish = (markdown: string): string => `<div lang="en">\n\n${markdown}\n\n</div>`;
