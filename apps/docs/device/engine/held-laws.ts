import type { LawName } from '@nadir/conformance/suite';

/** Laws that are held on the device of a visitor, programs first: those that depend on the device. */
export const heldLaws = [
  'computesOperations',
  'reduces',
  'sumsManyTerms',
  'passesInputsAndOutputs',
  'drawsRandomBits',
  'drawsDropoutMasks',
  'equalsInterpreter',
  'takesManyElements',
  'staysWithInterpreter',
  'leavesOthersAlone',
  'skipsMissingGradients',
  'savesAndRestores',
  'leaksNothing',
  'handlesNonFinite',
] as const satisfies readonly LawName[];

/** A law that is held on the device of a visitor. */
export type HeldLaw = (typeof heldLaws)[number];
