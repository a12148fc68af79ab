import type { Difference, Resolved, Translation } from './resolve.js';
import { type Group, namesOf, type Page, type Row } from './row.js';

/** A page as Markdown, of a version of the library. */
export function render(page: Page, version: string, resolvedOf: (row: Row) => Resolved): string {
  const without = Object.entries(page.without).map(([name, why]) => `| ${code(name)} | ${why} |`);
  return [
    `<!-- Written from the tables in scripts/coming-from: npx vitest run scripts/coming-from -u -->`,
    `# Coming from ${page.library}`,
    page.head.trim(),
    `Names there are those of ${page.library} ${version}. Names here are exported by ${code('@nadir/core')}${elsewhere(page, resolvedOf)}.`,
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

/** The names that other packages export. */
function elsewhere(page: Page, resolvedOf: (row: Row) => Resolved): string {
  const pairs = page.groups.flatMap(({ rows }) => rows.flatMap((row) => resolvedOf(row).elsewhere));
  const packages = new Map<string, Set<string>>();
  for (const [name, from] of pairs) packages.set(from, (packages.get(from) ?? new Set()).add(name));
  return [...packages]
    .map(([from, names]) => `, ${[...names].map(code).join(' and ')} by ${code(from)}`)
    .join('');
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
