import type { Law } from '../law.js';
import { accumulates } from './accumulates.js';
import { climbs } from './climbs.js';
import { clips } from './clips.js';
import { constrains } from './constrains.js';
import { descends } from './descends.js';
import { equalsInterpreter } from './equals-interpreter.js';
import { followsSchedules } from './follows-schedules.js';
import { handlesNonFinite } from './handles-non-finite.js';
import { keepsGroupsApart } from './keeps-groups-apart.js';
import { leaksNothing } from './leaks-nothing.js';
import { leavesOthersAlone } from './leaves-others-alone.js';
import { looksAhead } from './looks-ahead.js';
import { masksContrarySteps } from './masks-contrary-steps.js';
import { movesTogether } from './moves-together.js';
import { movesTouchedRows } from './moves-touched-rows.js';
import { penalizes } from './penalizes.js';
import { refusesAlteredState } from './refusals/refuses-altered-state.js';
import { refusesBadGradients } from './refusals/refuses-bad-gradients.js';
import { refusesBadOptions } from './refusals/refuses-bad-options.js';
import { refusesBadParameters } from './refusals/refuses-bad-parameters.js';
import { refusesForeignState } from './refusals/refuses-foreign-state.js';
import { savesAndRestores } from './saves-and-restores.js';
import { seeksFlatMinima } from './seeks-flat-minima.js';
import { skipsMissingGradients } from './skips-missing-gradients.js';
import { takesEverySize } from './takes-every-size.js';
import { trainsLayersModels } from './trains-layers-models.js';
import { updatesBesideSteps } from './updates-beside-steps.js';

/**
 * What depends on the device beside the formula: how programs are joined and held back, and how tensors are placed, read and
 * freed.
 */
export const deviceLaws: readonly Law[] = [
  equalsInterpreter,
  leavesOthersAlone,
  skipsMissingGradients,
  movesTouchedRows,
  movesTogether,
  savesAndRestores,
  leaksNothing,
  clips,
  masksContrarySteps,
  penalizes,
  constrains,
  handlesNonFinite,
  trainsLayersModels,
  updatesBesideSteps,
  accumulates,
  seeksFlatMinima,
  looksAhead,
];

/** What holds for every optimizer on every backend. */
export const laws: readonly Law[] = [
  equalsInterpreter,
  takesEverySize,
  leavesOthersAlone,
  skipsMissingGradients,
  movesTouchedRows,
  keepsGroupsApart,
  movesTogether,
  refusesBadOptions,
  refusesBadParameters,
  refusesBadGradients,
  refusesForeignState,
  refusesAlteredState,
  savesAndRestores,
  descends,
  leaksNothing,
  climbs,
  clips,
  masksContrarySteps,
  penalizes,
  constrains,
  handlesNonFinite,
  followsSchedules,
  trainsLayersModels,
  updatesBesideSteps,
  accumulates,
  seeksFlatMinima,
  looksAhead,
];
