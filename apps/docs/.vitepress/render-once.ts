import type { MarkdownRenderer } from 'vitepress';

/** Renders each piece of code and each formula once: all languages of the site have the same. */
export function renderOnce(md: MarkdownRenderer): void {
  const known = new Map<string, string>();
  const once = (key: string, render: () => string): string => {
    const text = known.get(key) ?? render();
    known.set(key, text);
    return text;
  };

  const { highlight } = md.options;
  if (highlight) {
    md.options.highlight = (...given) => once(given.join('\n'), () => highlight(...given));
  }
  const { rules } = md.renderer;
  for (const name of ['math_inline', 'math_block']) {
    const render = rules[name];
    if (render === undefined) continue;
    rules[name] = (tokens, i, ...rest) =>
      once(`${name} ${tokens[i]?.content}`, () => render(tokens, i, ...rest));
  }
}
