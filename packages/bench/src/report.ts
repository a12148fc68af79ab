import { bytesPerParameter, type Report, type Row, type SizeResult } from './result.js';
import { formatNumber, formatTable } from './table.js';

/** What stands above the tables, so that nobody has to guess what was compared. */
const notes = [
  'A step of AdamW moves 28 bytes per parameter: it reads θ, g, m, v and writes θ, m, v. GB/s are',
  'these bytes over the median. "× limit" compares with the row that only moves them. "vs" tells how',
  'many times faster than tf.train.adam, and than PyTorch fused on one thread; ratios are of medians.',
  'Contenders alternate, each has its own parameters, and gradients are fixed. tf.train.adam knows',
  'no weight decay. "timed" is turns × steps in each.',
];

/** A run as text. */
export function formatReport({ date, machine, rounds, skipped, sizes }: Report): string {
  const { cpu, cores, memoryGB, platform, node, v8, tfjs, torch } = machine;
  return [
    `${date}  ${cpu}, ${cores} cores, ${memoryGB} GB, ${platform}`,
    `Node ${node} (V8 ${v8}), TensorFlow.js ${tfjs}, ${torch ? `PyTorch ${torch}` : 'no PyTorch'}, ${rounds} rounds`,
    ...skipped.map(({ name, reason }) => `Left out: ${name}. ${reason}`),
    '',
    ...notes,
    ...sizes.flatMap((result) => ['', formatSize(result)]),
  ].join('\n');
}

function formatSize({ size, description, parameters, tensors, rows }: SizeResult): string {
  const megabytes = (parameters * bytesPerParameter) / 1e6;
  return [
    `${size}: ${description}, ${parameters} parameters in ${tensors} tensors, ` +
      `${formatNumber(megabytes)} MB a step`,
    '',
    formatTable(
      ['AdamW step', 'ms', 'min', 'quartiles', 'GB/s', '× limit', 'vs tfjs', 'vs torch', 'timed'],
      rows.map(formatRow),
    ),
  ].join('\n');
}

function formatRow(row: Row): string[] {
  const { min, lowerQuartile, median, upperQuartile } = row.ms;
  const times = (ratio: number | undefined) =>
    ratio === undefined ? '–' : `${formatNumber(ratio)}×`;
  return [
    row.name,
    formatNumber(median),
    formatNumber(min),
    `${formatNumber(lowerQuartile)} – ${formatNumber(upperQuartile)}`,
    formatNumber(row.gigabytesPerSecond),
    formatNumber(row.timesLimit),
    times(row.fasterThanTfjs),
    times(row.fasterThanTorch),
    `${row.turns.length} × ${row.stepsPerTurn}`,
  ];
}
