import { divide } from '../../transform/divide.js';
import { checkShared } from '../state/check-shared.js';
import { SharedState } from '../state/shared.js';
import { StagedStep } from './staged-step.js';
import type { StepStaging } from './step-staging.js';
import { takeTogether } from './take-together.js';

/**
 * Runs rules that take several programs. A number over all elements brings it, the result of a call, and state that is
 * no tensor of the shape of the parameter; a bundle without those has none of it.
 */
export const staging: StepStaging = {
  divide: (inputs, outputs) => ({ ...divide(inputs, outputs), staging }),
  share: () => new SharedState(),
  checkShared,
  bind: (parameter, compiled) => new StagedStep(parameter, compiled),
  takeTogether,
};
