import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { EpochMetrics } from '../../run/metrics.js';
import { renderReport } from './report.js';

const classification = (epochs: number): EpochMetrics[] =>
  Array.from({ length: epochs }, (_, i) => ({
    epoch: i + 1,
    step: 10 * (i + 1),
    learningRate: 0.1,
    seconds: i,
    train: { loss: 2 / (i + 1) ** 2, accuracy: 1 - 0.5 / (i + 1) },
    validation: { loss: 2 / (i + 1), accuracy: 0.9 },
  }));

const regression: EpochMetrics[] = classification(3).map((line) => ({
  ...line,
  train: { loss: 0, r2: null },
  validation: { loss: 0, r2: -7 },
}));

const parse = (svg: string) =>
  new DOMParser().parseFromString(svg, 'image/svg+xml') as unknown as Document;

describe('renderReport', () => {
  it.each([
    ['a training', classification(40)],
    ['one epoch', classification(1)],
    ['a loss of zero and an R² below −1', regression],
  ])('draws %s', (_, metrics) => {
    const document = parse(renderReport('title', 'subtitle', metrics));
    const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(expect.arrayContaining(['title', 'subtitle', 'Loss', 'epoch']));
    expect(document.querySelectorAll('svg > svg')).toHaveLength(2);
    expect(document.documentElement.outerHTML).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('draws a line for each part, and the last values beside their names', () => {
    const document = parse(renderReport('t', 's', classification(4)));
    const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(
      expect.arrayContaining(['train 0.1250', 'validation 0.5000', 'validation 90.00 %']),
    );
    const lines = [...document.querySelectorAll('[aria-label="line"]')];
    expect(lines.map((line) => line.querySelectorAll('path').length)).toEqual([2, 2]);
  });

  it('escapes what it is given, and refers to nothing outside', () => {
    const svg = renderReport('<script>&"\'', 'a<b', classification(2));
    const document = parse(svg);
    expect(document.querySelector('text')?.textContent).toBe('<script>&"\'');
    expect(svg).not.toContain('<script');
    const links = svg.replaceAll('http://www.w3.org/2000/svg', '').match(/https?:|href|url\(/g);
    expect(links).toBeNull();
  });
});
