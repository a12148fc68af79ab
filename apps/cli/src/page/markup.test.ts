import { describe, expect, it } from 'vitest';
import { html } from './markup.js';

describe('html', () => {
  it('escapes text in its gaps, and leaves HTML as it is', () => {
    expect(html`<p title="${'"\''}">${'<b> & '}${html`<i>x</i>`}</p>`.text).toBe(
      '<p title="&quot;&#39;">&lt;b&gt; &amp; <i>x</i></p>',
    );
  });

  it('joins lists, and says nothing of what is not there', () => {
    expect(html`${[1, html`<br>`, '<']}${false}${undefined}`.text).toBe('1<br>&lt;');
  });
});
