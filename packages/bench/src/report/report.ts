import type { Skipped } from '../peers/peer.js';
import type { Task } from '../tasks/task.js';
import { bytesPerParameter } from '../tasks/update.js';
import { gigabytesPerSecond, type Report, type Row, type TaskResult } from './result.js';
import { formatNumber, formatTable } from './table.js';

/** What stands above the tables, so that nobody has to guess what was compared. */
const notes = [
  'An update is a step of the optimizer on gradients that are there; AdamW moves 28 bytes per parameter:',
  'it reads θ, g, m, v and writes θ, m, v. GB/s are these bytes over the median, "× limit" compares with the',
  'row that only moves them. A training step is forward, backward and an update by Adam. "vs tfjs" tells how',
  'many times faster than TensorFlow.js with tf.train.adam on the same backend, "vs torch" than PyTorch fused',
  'on one thread; ratios are of medians. Contenders alternate. "timed" is turns × steps in each. "launches" are',
  'the kernels of a step and "MB made" the tensors that they make: the same on every machine.',
];

/** A run as text. */
export function formatReport({ date, machine, rounds, skipped, results }: Report): string {
  const { cpu, cores, memoryGB, platform, node, v8, tfjs, torch, page } = machine;
  return [
    `${date}  ${cpu}, ${cores} cores, ${memoryGB} GB, ${platform}`,
    `Node ${node} (V8 ${v8}), TensorFlow.js ${tfjs}, ${torch ? `PyTorch ${torch}` : 'no PyTorch'}, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`,
    ...(page
      ? [`${page.browser}; WebGL on ${page.webgl ?? '–'}; WebGPU on ${page.webgpu ?? '–'}`]
      : []),
    ...skipped.map(leftOut),
    '',
    ...notes,
    ...results.flatMap((result) => ['', formatResult(result)]),
  ].join('\n');
}

const leftOut = ({ name, reason }: Skipped) => `Left out: ${name}. ${reason}`;

function formatResult({ task, parameters, rows, failed }: TaskResult): string {
  const tensors = `${parameters} parameters in ${task.shapes.length} tensors`;
  const megabytes = `${formatNumber((parameters * bytesPerParameter) / 1e6)} MB a step`;
  const isUpdate = task.kind === 'update';
  return [
    `${isUpdate ? 'Update' : 'Training'}, ${task.name}: ${task.description}; ${tensors}${isUpdate ? `, ${megabytes}` : ''}`,
    ...failed.map(leftOut),
    '',
    formatTable(
      [
        'step',
        'ms',
        'min',
        'quartiles',
        ...(isUpdate ? ['GB/s', '× limit'] : ['launches', 'MB made']),
        'vs tfjs',
        'vs torch',
        'timed',
      ],
      rows.map((row) => formatRow(task, row)),
    ),
  ].join('\n');
}

function formatRow(task: Task, row: Row): string[] {
  const { min, lowerQuartile, median, upperQuartile } = row.ms;
  const times = (ratio: number | undefined) =>
    ratio === undefined ? '–' : `${formatNumber(ratio)}×`;
  const launches = row.counts ? String(row.counts.launches) : '–';
  const megabytes = formatNumber(row.counts && row.counts.bytes / 1e6);
  const bandwidth = [formatNumber(gigabytesPerSecond(task, median)), formatNumber(row.timesLimit)];
  return [
    row.name,
    formatNumber(median),
    formatNumber(min),
    `${formatNumber(lowerQuartile)} – ${formatNumber(upperQuartile)}`,
    ...(task.kind === 'update' ? bandwidth : [launches, megabytes]),
    times(row.fasterThanTfjs),
    times(row.fasterThanTorch),
    `${row.turns.length} × ${row.stepsPerTurn}`,
  ];
}
