import type { Colors } from '../../shell/io.js';
import { fold, printable, widthOf } from '../../terminal/layout.js';
import type { Verdict } from './verdict.js';

/** A file and what was found out about it, for people. */
export function formatVerdict(
  { path, ok, checked, problems }: Verdict,
  columns: number,
  { green, red, dim }: Colors,
): string {
  const width = Math.max(20, columns);
  const name = printable(path);
  const mark = ok ? green('✓') : red('✗');
  const below = ok ? [checked] : problems.map(printable);
  const isShort = ok && widthOf(name) + widthOf(checked) + 6 <= width;
  if (isShort) return `  ${mark} ${name}  ${dim(checked)}\n`;
  const [first = '', ...more] = fold(name, width - 4);
  const notes = below.flatMap((note) => fold(note, width - 6).map((line) => `      ${line}`));
  const lines = [
    `  ${mark} ${first}`,
    ...more.map((line) => `    ${line}`),
    ...(ok ? notes.map(dim) : notes),
  ];
  return `${lines.join('\n')}\n`;
}

/** How many files are whole. */
export function formatTotal(verdicts: readonly Verdict[], { red }: Colors): string {
  const damaged = verdicts.filter(({ ok }) => !ok).length;
  if (verdicts.length === 1) return '';
  const are = damaged === 1 ? 'is' : 'are';
  return damaged === 0
    ? `\n  All ${verdicts.length} files are whole.\n`
    : `\n  ${red(`${damaged} of ${verdicts.length} files ${are} damaged.`)}\n`;
}
