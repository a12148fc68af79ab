import type { Colors } from '../../shell/io.js';
import { fold, printable } from '../../terminal/layout.js';
import { counted } from '../../text/words.js';
import type { Named, Renamings } from './names/renaming.js';

/** What was done, as `--json` prints it. */
export interface Converted extends Renamings {
  readonly from: string;
  readonly to: string;
  /** Names of the files that were written, in the folder of the first. */
  readonly files: readonly string[];
  /** Names of what the new file has no place for. */
  readonly lost: readonly string[];
}

/** What was done, for people. */
export function formatConverted(
  converted: Converted,
  columns: number,
  { bold, dim }: Colors,
): string {
  const { from, to, files, renamings, kept, dropped, lost } = converted;
  const width = Math.max(20, columns);
  const indented = (text: string) => fold(printable(text), width - 2).map((line) => `  ${line}`);
  const beside = files.length > 1 ? ` and ${counted(files.length - 1, 'weight file')}` : '';
  const changed = renamings.filter((one) => one.from.name !== one.to.name);
  const notes = [
    ...(changed.length > 0 && kept.length > 0
      ? [`Kept as they are, since their layers are divided otherwise: ${kept.join(', ')}`]
      : []),
    ...(dropped.length > 0
      ? [`Left out, since TensorFlow.js has no use for them: ${dropped.join(', ')}`]
      : []),
    ...(lost.length > 0
      ? [`Left out, since the format has no place for it: ${lost.join(', ')}`]
      : []),
  ];
  return [
    ...fold(
      printable(`${from} → ${to}${beside}: ${counted(renamings.length, 'array')}`),
      width,
    ).map(bold),
    ...(changed.length > 0 ? [''] : []),
    ...changed.flatMap((one) => indented(`${described(one.from)} → ${described(one.to)}`)),
    ...notes.flatMap((note) => ['', ...indented(note).map(dim)]),
    '',
  ].join('\n');
}

const described = ({ name, shape }: Named): string => `${name} [${shape.join(', ')}]`;
