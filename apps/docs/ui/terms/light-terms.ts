/**
 * Lights a term in all drawings of the page while the pointer is on it in a formula or at a control. Elements that
 * show the term get `--lit: 1`; the other marks of their drawings step back.
 */
export function lightTerms(): void {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  let lit: string | undefined;
  document.addEventListener('pointerover', ({ target }) => {
    const name = target instanceof Element ? termAt(target) : undefined;
    if (name === lit) return;
    lit = name;
    sheet.replaceSync(
      name === undefined
        ? ''
        : `.${name} { --lit: 1 } .plot:has(.${name}) .mark:not(.${name}) { opacity: 0.25 }`,
    );
  });
}

/** The class of the term that an element belongs to, unless it is in a drawing. */
function termAt(element: Element): string | undefined {
  const term = element.closest('[class*="term-"]');
  if (term === null || term.closest('.plot') !== null) return undefined;
  return [...term.classList].find((one) => one.startsWith('term-'));
}
