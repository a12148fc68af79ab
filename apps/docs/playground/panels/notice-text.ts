import type { Words } from '../../en/words/index.js';
import type { Divergence } from '../engine/log/run-log.js';
import type { Refusal } from '../engine/protocol.js';
import type { Expected, Notice } from '../state/notice.js';

type Said = Words['playground']['page'];

/** A value of a link that was not taken, in a sentence. */
export const noticeText = ({ at, got, expected, used }: Notice, said: Said): string =>
  said.notice(at, got, expectedText(expected, said), used);

function expectedText(expected: Expected, said: Said): string {
  switch (expected.kind) {
    case 'number':
      return said.number(expected.min, expected.max);
    case 'integer':
      return said.integer(expected.min, expected.max);
    case 'choice':
      return said.choice(expected.choices.join(', '));
    case 'text':
      return said.text(expected.maxLength);
    case 'list':
      return said.list(expected.maxLength);
    case 'points':
      return said.points;
    case 'point':
      return said.point;
    case 'option':
      return expected.message;
    case 'version':
      return said.version(expected.version);
    case 'fitting':
      return said.fitting[expected.why];
  }
}

/** Why a race cannot run, in a sentence. */
export function refusalText(refusal: Refusal, said: Said): string {
  if (refusal.kind === 'formula') return said.formulaRefused;
  if (refusal.kind === 'points') return said.pointsRefused(refusal.least);
  return said.failed(refusal.message);
}

/** What broke a run, in a sentence. */
export function divergenceText(
  name: string,
  { step, what, tensor, value }: Divergence,
  said: Said,
): string {
  const broken =
    what === 'loss'
      ? said.theLoss
      : what === 'gradient'
        ? said.gradientOf(tensor)
        : said.weightOf(tensor);
  return said.diverged(name, step, broken, String(value).replace('Infinity', '∞'));
}
