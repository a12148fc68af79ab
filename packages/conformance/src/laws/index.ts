import type { Law } from '../law.js';
import { climbs } from './climbs.js';
import { descends } from './descends.js';
import { equalsInterpreter } from './equals-interpreter.js';
import { followsSchedules } from './follows-schedules.js';
import { handlesNonFinite } from './handles-non-finite.js';
import { keepsGroupsApart } from './keeps-groups-apart.js';
import { leaksNothing } from './leaks-nothing.js';
import { leavesOthersAlone } from './leaves-others-alone.js';
import { movesTogether } from './moves-together.js';
import { movesTouchedRows } from './moves-touched-rows.js';
import { refusesAlteredState } from './refusals/refuses-altered-state.js';
import { refusesBadGradients } from './refusals/refuses-bad-gradients.js';
import { refusesBadOptions } from './refusals/refuses-bad-options.js';
import { refusesBadParameters } from './refusals/refuses-bad-parameters.js';
import { refusesForeignState } from './refusals/refuses-foreign-state.js';
import { repeatsCaptured } from './repeats-captured.js';
import { savesAndRestores } from './saves-and-restores.js';
import { skipsMissingGradients } from './skips-missing-gradients.js';
import { staysWithInterpreter } from './stays-with-interpreter.js';
import { takesEverySize } from './takes-every-size.js';
import { takesManyElements } from './takes-many-elements.js';
import { updatesBesideSteps } from './updates-beside-steps.js';
import { accumulates } from './wrapping/accumulates.js';
import { clips } from './wrapping/clips.js';
import { constrains } from './wrapping/constrains.js';
import { looksAhead } from './wrapping/looks-ahead.js';
import { masksContrarySteps } from './wrapping/masks-contrary-steps.js';
import { penalizes } from './wrapping/penalizes.js';
import { seeksFlatMinima } from './wrapping/seeks-flat-minima.js';
import { trainsLayersModels } from './wrapping/trains-layers-models.js';

/** What depends on the device: numbers, and how tensors are placed, read and freed. */
export const deviceLaws = {
  equalsInterpreter,
  takesManyElements,
  staysWithInterpreter,
  leavesOthersAlone,
  skipsMissingGradients,
  movesTouchedRows,
  movesTogether,
  savesAndRestores,
  leaksNothing,
  handlesNonFinite,
  updatesBesideSteps,
  repeatsCaptured,
} satisfies Readonly<Record<string, Law>>;

/** What acts around a rule, whichever rule that is: it is compiled into the programs of the rule, or calls its steps. */
export const wrappingLaws = {
  clips,
  masksContrarySteps,
  penalizes,
  constrains,
  accumulates,
  seeksFlatMinima,
  looksAhead,
  trainsLayersModels,
} satisfies Readonly<Record<string, Law>>;

/** What each rule writes itself, and no other shows for it. */
export const formulaLaws = {
  equalsInterpreter,
  takesEverySize,
  savesAndRestores,
  refusesBadOptions,
} satisfies Readonly<Record<string, Law>>;

/** What holds for every optimizer on every backend, by name. */
export const laws = {
  ...deviceLaws,
  ...wrappingLaws,
  takesEverySize,
  keepsGroupsApart,
  refusesBadOptions,
  refusesBadParameters,
  refusesBadGradients,
  refusesForeignState,
  refusesAlteredState,
  descends,
  climbs,
  followsSchedules,
} satisfies Readonly<Record<string, Law>>;
