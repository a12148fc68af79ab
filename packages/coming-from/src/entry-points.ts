/** What users import from, in the order in which a name is looked for. */
export const entryPoints: readonly string[] = [
  '@nadir/optim',
  '@nadir/optim/schedules',
  '@nadir/optim/transforms',
  '@nadir/optim/regularizers',
  '@nadir/optim/averages',
  '@nadir/optim/callbacks',
  '@nadir/nn',
  '@nadir/core',
  '@nadir/core/safetensors',
];
