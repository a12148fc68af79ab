import type { Contender } from '../../../state/contender.js';

/** What a step is taken with. */
interface StepSubject {
  /** Whether each step has a learning rate of its own, in `rates`. */
  readonly hasRates: boolean;
  /** An expression of all parameters. */
  readonly parameters: string;
  /** What penalties act on: all parameters, or matrices only. */
  readonly include: 'all' | 'weights';
}

/** What happens between gradients and the printed loss, as the body of a loop. */
export function stepText(
  { clip, clipLimit, l1, l1Form, l2 }: Contender,
  { hasRates, parameters, include }: StepSubject,
): string {
  const clips = {
    none: [],
    'global-norm': [`nn.utils.clip_grad_norm_(${parameters}, ${clipLimit})`],
    norm: [`for p in ${parameters}:`, `    nn.utils.clip_grad_norm_([p], ${clipLimit})`],
    value: [`nn.utils.clip_grad_value_(${parameters}, ${clipLimit})`],
  };
  const penalized =
    include === 'all'
      ? `for p in ${parameters}:`
      : `for p in (p for p in ${parameters} if p.dim() > 1):`;
  const gradients = [
    ...(l1 > 0 && l1Form === 'gradient' ? [`${l1} * p.detach().sign()`] : []),
    ...(l2 > 0 ? [`2 * ${l2} * p.detach()`] : []),
  ];
  const isProximal = l1 > 0 && l1Form === 'proximal';
  return [
    ...clips[clip],
    ...(gradients.length > 0 ? [penalized, `    p.grad += ${gradients.join(' + ')}`] : []),
    ...(hasRates ? ['for group in optimizer.param_groups:', '    group["lr"] = rates[step]'] : []),
    'optimizer.step()',
    ...(isProximal
      ? [
          'with torch.no_grad():',
          `    ${penalized}`,
          `        p.copy_(p.sign() * (p.abs() - optimizer.param_groups[0]["lr"] * ${l1}).clamp(min=0))`,
        ]
      : []),
  ]
    .map((line) => `    ${line}`)
    .join('\n');
}
