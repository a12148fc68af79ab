import { scaleByLearningRate } from '@nadir/optim/transforms';
import { type EntryOptions, numericOptions, richest, shapesOf } from '../../catalogue/entry.js';
import {
  expectRefused,
  expectRefusedUnchanged,
  type Refusal,
  refuserOf,
} from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt } from '../../numbers.js';
import { gradientMap, makeVariables, named, startRun, step } from '../../run.js';

/** Short names of PyTorch and the words for them. */
const shortNames: Readonly<Record<string, readonly string[]>> = {
  lr: ['learningRate'],
  betas: ['beta1', 'beta2'],
  eps: ['epsilon'],
  weight_decay: ['weightDecay'],
  decoupled_weight_decay: ['decoupledWeightDecay'],
};

/** Options common to all optimizers. */
const refusedCommon: readonly (readonly [options: object, part: string])[] = [
  [{ clip: {} }, 'clip: got'],
  [{ clip: 1 }, 'clip: got 1'],
  [{ clip: null }, 'clip: got null'],
  [{ clip: { norm: 1 } }, 'expected a transform without options, such as clipByGlobalNorm(1)'],
  [{ clip: scaleByLearningRate() }, 'expected a transform without options'],
  [{ accumulate: 4 }, 'accumulate: got 4, expected what microBatches() makes'],
  [{ sharpnessAware: 0.05 }, 'sharpnessAware: got 0.05'],
  [{ sharpnessAware: { rho: 0.05 } }, 'sharpnessAware: got an object of class Object'],
  [{ nonFinite: 'warn' }, 'nonFinite: got "warn", expected throwError or skipStep'],
  [{ maximize: 1 }, 'maximize: got 1'],
  [{ cautious: 'yes' }, 'cautious: got "yes"'],
  [{ regularizer: 0.1 }, 'regularizer: got 0.1'],
  [{ proximal: 'l1' }, 'proximal: got "l1"'],
  [{ proximal: ['maxNorm'] }, 'proximal[0]: got "maxNorm"'],
  [{ lossScaler: 65536 }, 'lossScaler: got 65536'],
];

/** An option out of its range is refused wherever it can be given. */
export const refusesBadOptions: Law = (it, entry) => {
  const { rule } = entry;
  const shapes = shapesOf(entry);
  const option = (...parts: string[]): Refusal => ['NADIR_OPTION', rule.name, ...parts];

  /** Takes options that are given to the constructor, to a new group and to the group of a run. */
  const optionRefuser = async () => {
    const variables = makeVariables([
      [2, 2],
      [2, 2],
    ]);
    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapes));
    const refuseUnchanged = await refuserOf(run);
    return async (options: EntryOptions, refusal: Refusal) => {
      await expectRefused(() => entry.create(named(variables), options), refusal);
      await expectRefused(() => entry.create(undefined, options), refusal);
      const group = { parameters: named(variables, 3), ...rule.defaults, ...options };
      await refuseUnchanged(() => run.optimizer.addGroup(group), refusal);
      const given = { ...rule.defaults, ...options };
      await refuseUnchanged(() => run.optimizer.setOptions(given), refusal);
    };
  };

  it('refuses options out of their ranges', async () => {
    const refuse = await optionRefuser();
    for (const [options, part] of entry.refused) await refuse(options, option(part));
  });

  it('refuses what is no number for an option that is one', async () => {
    const refuse = await optionRefuser();
    for (const name of numericOptions(entry)) {
      await refuse({ [name]: Number.NaN }, option(`${name}: got NaN`));
      await refuse({ [name]: () => Number.NaN }, option(`${name}: got NaN`));
      await refuse({ [name]: null }, option(`${name}: got null`));
      await refuse({ [name]: '1' }, option(`${name}: got "1"`));
      await refuse({ [name]: [0.5] }, option(`${name}: got [0.5]`));
      await refuse({ [name]: () => '0.5' as never }, option(`${name}: got "0.5"`));
    }
  });

  if (rule.fixed.length > 0) {
    it('refuses what is no number for an option that is fixed, a schedule too', async () => {
      const refuse = await optionRefuser();
      for (const name of rule.fixed) {
        for (const value of [Number.NaN, null, '1', [1], () => 1]) {
          await refuse({ [name]: value }, option(`${name}: got `, 'expected a'));
        }
      }
    });
  }

  it('answers the short names of PyTorch with the words to write', async () => {
    const refuse = await optionRefuser();
    for (const [short, words] of Object.entries(shortNames)) {
      const known = words.every((word) => word in rule.defaults);
      const answers = known ? [`Write ${words.map((word) => `\`${word}\``).join(' and ')}`] : [];
      await refuse({ [short]: 0.5 }, option(`got option \`${short}\``, ...answers));
    }
  });

  it('refuses an option that it does not know', async () => {
    const refuse = await optionRefuser();
    await refuse({ learningrate: 0.1 }, option('got option `learningrate`', '`learningRate`'));
    await refuse({ toString: 0.1 }, option('got option `toString`'));
  });

  it('refuses what no optimizer takes', async () => {
    const variables = makeVariables([[2, 2]]);
    for (const [options, part] of refusedCommon) {
      const refusal: Refusal = ['NADIR_OPTION', part];
      await expectRefused(() => entry.create(named(variables), options as never), refusal);
      await expectRefused(() => entry.create(undefined, options as never), refusal);
    }
  });

  it('refuses a group that is not there', async () => {
    const run = startRun(entry);
    const setOptions = () => run.optimizer.setOptions({ learningRate: 0.5 }, 1);
    await expectRefusedUnchanged(run, setOptions, option('setOptions: got group 1'));
  });

  for (const name of numericOptions(entry)) {
    it(`refuses the step at which a schedule for ${name} leaves its range`, async () => {
      const given = richest(entry)[name] ?? rule.defaults[name];
      const schedule = (k: number) => (k < 3 ? (given as number) : Number.NaN);
      const run = startRun(entry, { ...richest(entry), [name]: schedule });
      for (let k = 0; k < 3; k++) step(run, gradientsAt(k, shapes));
      for (let k = 3; k < 5; k++) {
        const gradients = gradientMap(run.variables, gradientsAt(k, shapes));
        const apply = () => run.optimizer.applyGradients(gradients);
        await expectRefusedUnchanged(run, apply, option(`${name}: got NaN`));
      }
    });
  }
};
