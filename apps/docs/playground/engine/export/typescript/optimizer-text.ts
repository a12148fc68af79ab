import { defaultsOf, otherName, ruleOf, takesShape } from '@nadir/cli/training/optimizers';
import type { OptionValues } from '@nadir/core';
import type { Contender } from '../../../state/contender.js';
import { clipOf, optionsOf } from '../../training/optimizer.js';
import { makeSchedule } from '../../training/schedule.js';
import { type Imports, literal } from '../literal.js';
import { scheduleText } from './schedule-text.js';

/** What the text of an optimizer depends on. */
export interface OptimizerSetting {
  readonly contender: Contender;
  /** Steps that schedules are laid over. */
  readonly steps: number;
  readonly batch: number;
  /** Parameters that penalties act on. */
  readonly include: 'weights' | 'all';
  /** Shapes of the parameters. */
  readonly shapes: readonly (readonly number[])[];
  /** The expression of what is moved. */
  readonly parameters: string;
}

/** The expression that makes the optimizer of a contender. */
export function optimizerText(setting: OptimizerSetting, imports: Imports): string {
  const { contender, batch, shapes, parameters } = setting;
  const rule = ruleOf(contender.optimizer);
  const own = optionTexts(contender.optimizer, optionsOf(contender, batch), setting, imports);
  const clip = clipText(contender, imports);
  if (shapes.every((shape) => takesShape(rule, shape))) {
    return make(contender.optimizer, parameters, [...own, ...clip], imports);
  }
  const other = optionTexts(otherName, defaultsOf(otherName), setting, imports);
  const multi = imports.use('MultiOptimizer', '@nadir/optim');
  const guard = clip.length === 0 ? '' : `, { ${clip.join(', ')} }`;
  return `new ${multi}(
  [
    { takes: (_, { rank }) => rank === 2, optimizer: ${make(contender.optimizer, '', own, imports)} },
    { takes: () => true, optimizer: ${make(otherName, '', other, imports)} },
  ],
  ${parameters}${guard},
)`;
}

function make(
  optimizer: string,
  parameters: string,
  options: readonly string[],
  imports: Imports,
): string {
  // Classes have the names of their rules; those of classes are shortened in a page.
  const name = imports.use(ruleOf(optimizer).name, '@nadir/optim');
  const given = parameters === '' ? [] : [parameters];
  const all = options.length === 0 ? given : [...given, `{ ${options.join(', ')} }`];
  return `new ${name}(${all.join(', ')})`;
}

/** Options that differ from those of the rule, the learning rate as its schedule, and penalties. */
function optionTexts(
  optimizer: string,
  options: OptionValues,
  { contender, steps, include }: OptimizerSetting,
  imports: Imports,
): string[] {
  const { defaults } = ruleOf(optimizer);
  const texts = Object.entries(options).flatMap(([name, value]) => {
    if (name === 'learningRate') {
      const isPlain = contender.schedule.name === 'constant' && contender.schedule.warmup === 0;
      if (isPlain) return value === defaults[name] ? [] : [`learningRate: ${value}`];
      const schedule = makeSchedule(contender.schedule, value as number, steps);
      return [`learningRate: ${scheduleText(schedule, imports)}`];
    }
    return String(defaults[name]) === String(value) ? [] : [`${name}: ${literal(value)}`];
  });
  return [...texts, ...penaltyTexts(contender, include, imports)];
}

function penaltyTexts(
  { l1, l1Form, l2 }: Contender,
  include: 'weights' | 'all',
  imports: Imports,
): string[] {
  const from = '@nadir/optim/regularizers';
  const options = include === 'all' ? ", { include: 'all' }" : '';
  if (l1Form === 'gradient' && l1 > 0) {
    const net = imports.use('elasticNet', from);
    return [`regularizer: ${net}({ l1: ${l1}, l2: ${l2} }${options})`];
  }
  return [
    ...(l1 > 0 ? [`proximal: ${imports.use('l1', from)}(${l1}${options})`] : []),
    ...(l2 > 0 ? [`regularizer: ${imports.use('l2', from)}(${l2}${options})`] : []),
  ];
}

function clipText(contender: Contender, imports: Imports): string[] {
  const name = clipOf(contender)?.name;
  if (name === undefined) return [];
  return [`clip: ${imports.use(name, '@nadir/optim/transforms')}(${contender.clipLimit})`];
}
