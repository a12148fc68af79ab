import { type Group, namesOf, type Page, type Row } from './page.js';
import type { Difference, Resolved, Translation } from './resolve.js';

/** A page as Markdown, of a version of the library. */
export function render(page: Page, version: string, resolvedOf: (row: Row) => Resolved): string {
  const without = Object.entries(page.without).map(([name, why]) => `| ${code(name)} | ${why} |`);
  return [
    `<!-- Written from the tables in packages/coming-from: npx vitest run --project node packages/coming-from -u -->`,
    `# Coming from ${page.library}`,
    page.head.trim(),
    `Names there are those of ${page.library} ${version}.`,
    ...(without.length === 0
      ? []
      : [
          'Some options are not in the tables, since they have no counterpart in any:',
          ['| option there | what there is here |', '| --- | --- |', ...without].join('\n'),
        ]),
    ...page.groups.map((group) => table(group, resolvedOf)),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Where the names of a table are imported from: most of them from the first, which are not listed. */
function imports({ rows }: Group, resolvedOf: (row: Row) => Resolved): string[] {
  const names = new Map<string, Set<string>>();
  for (const [name, from] of rows.flatMap((row) => resolvedOf(row).exported)) {
    names.set(from, (names.get(from) ?? new Set()).add(name));
  }
  const [first, ...others] = [...names].sort(([, a], [, b]) => b.size - a.size);
  if (first === undefined) return [];
  const exceptions = others.map(
    ([from, some]) => `${[...some].map(code).join(', ')} from ${code(from)}`,
  );
  return [`Import from ${[code(first[0]), ...exceptions].join('; ')}.`];
}

function table(group: Group, resolvedOf: (row: Row) => Resolved): string {
  const lines = group.rows.map((row) => {
    const resolved = resolvedOf(row);
    const cells = [
      namesOf({ ...group, prefix: '' }, row)
        .map(code)
        .join(', '),
      row.here === undefined ? '–' : [row.here].flat().map(code).join(', '),
      options(resolved.translations),
      notes(row, resolved.differences),
    ];
    return `| ${cells.map(escaped).join(' | ')} |`;
  });
  const heading = group.prefix ? `${code(group.prefix.replace(/\.$/, ''))} ` : '';
  return [
    `## ${group.title}`,
    ...(group.intro === undefined ? [] : [group.intro]),
    ...imports(group, resolvedOf),
    [`| ${heading}there | here | options | to know |`, '| --- | --- | --- | --- |', ...lines].join(
      '\n',
    ),
  ].join('\n\n');
}

function options(translations: readonly Translation[]): string {
  return translations
    .map(({ there, here, remark }) => {
      if (remark !== undefined) return `${code(there)}: ${remark}`;
      return here.length === 1 && here[0] === there
        ? code(there)
        : `${code(there)} → ${here.map(code).join(', ')}`;
    })
    .join('; ');
}

function notes({ note }: Row, differences: readonly Difference[]): string {
  const told = differences.map(
    ({ option, here, there, reason }) =>
      `${code(option)} is ${shown(here)}, there ${shown(there)}: ${reason}`,
  );
  return [...told, ...(note === undefined ? [] : [note])].join(' ');
}

const code = (text: string) => `\`${text}\``;

function shown(value: unknown): string {
  if (typeof value === 'string') return code(`'${value}'`);
  const isSmall = typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3;
  return code(isSmall ? value.toExponential() : JSON.stringify(value));
}

const escaped = (cell: string) => cell.replaceAll('|', '\\|');
