import { DOMParser } from 'linkedom';

/** Attributes of an element by name. */
export type Attributes = Readonly<Record<string, string | number>>;

/** Fonts that every system has one of. */
export const fonts = 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif';

/** An SVG image without content, alone in its document. */
export function newImage(width: number, height: number, name: string, ink: string): SVGElement {
  // An XML document, which escapes names as XML needs it; one of HTML does not.
  const document = new DOMParser().parseFromString(
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'image/svg+xml',
  ) as unknown as Document;
  const svg = document.documentElement as unknown as SVGElement;
  setAttributes(svg, {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': name,
    'font-family': fonts,
    color: ink,
  });
  return svg;
}

/** A new element of an image. */
export function element(
  { ownerDocument }: SVGElement,
  name: string,
  attributes: Attributes,
): SVGElement {
  const made = ownerDocument.createElementNS('http://www.w3.org/2000/svg', name) as SVGElement;
  setAttributes(made, attributes);
  return made;
}

/** Text in an image. */
export function label(image: SVGElement, content: string, attributes: Attributes): SVGElement {
  const made = element(image, 'text', attributes);
  made.textContent = textOf(content);
  return made;
}

/** Sets attributes, in the order in which they are given. */
export function setAttributes(target: Element, attributes: Attributes): void {
  for (const [key, value] of Object.entries(attributes)) target.setAttribute(key, textOf(value));
}

/** Text without the characters that XML cannot have at all, such as ESC. */
const textOf = (value: string | number): string =>
  String(value).replace(
    /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
    '\ufffd',
  );
