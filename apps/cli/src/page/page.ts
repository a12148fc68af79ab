import { html, Markup } from './markup.js';
import { style } from './style.js';

/** What a page says and shows. */
export interface Page {
  readonly title: string;
  /** The command that wrote it. */
  readonly generator: string;
  /** All below the title. */
  readonly content: Markup;
}

/** An HTML page that stands alone: style and drawings are in it; there is no script and no font, and nothing is fetched. */
export function renderPage({ title, generator, content }: Page): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="generator" content="${generator}">
<title>${title}</title>
${new Markup(`<style>${style}</style>`)}
</head>
<body>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  // A number and its unit stay on one line.
  return page.text.replaceAll(' %', '\u00a0%');
}
