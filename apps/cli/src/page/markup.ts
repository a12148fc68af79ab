/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in the gaps of {@link html}: text, which is escaped; HTML; or lists of both. */
export type Content = string | number | Markup | false | undefined | readonly Content[];

/** HTML from a template. Everything in its gaps is escaped but what is HTML already. */
export const html = (parts: TemplateStringsArray, ...gaps: readonly Content[]): Markup =>
  new Markup(parts.map((part, i) => part + (i < gaps.length ? render(gaps[i]) : '')).join(''));

function render(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(render).join('');
  return String(content).replace(/[&<>"']/g, (character) => entities[character] as string);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
