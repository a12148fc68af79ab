import { colorsFor, type Io } from '../shell/io.js';
import { left, widthOf, wrap } from '../terminal/layout.js';
import { type Flags, spell } from './read.js';
import { toggle } from './readers.js';

/** Flags of every command. */
export const commonFlags = {
  help: { ...toggle, help: 'Show this help' },
  debug: { ...toggle, help: 'Show where an error came from' },
} as const;

/** Longer lines are hard to read. */
const widest = 100;

/** Fewer columns would break every word. */
const leastColumns = 20;

/** Flags under a heading. */
export interface HelpSection {
  readonly title: string;
  readonly flags: Flags;
}

/** The help of one command, as wide as the terminal. */
export function formatHelp(
  io: Pick<Io, 'stdout' | 'env'>,
  usage: readonly string[],
  about: string,
  sections: readonly HelpSection[],
): string {
  const colors = colorsFor(io, io.stdout);
  const room = Math.min(io.stdout.columns ?? widest, widest);
  const head = ({ flags }: HelpSection) =>
    Object.entries(flags).map(([name, { placeholder }]) =>
      placeholder === undefined ? spell(name) : `${spell(name)} <${placeholder}>`,
    );
  const width = Math.max(...sections.flatMap(head).map(widthOf));
  const wrapped = wrap(about, room).join('\n');
  const blocks = sections.map((section) => {
    const heads = head(section);
    const lines = Object.values(section.flags).flatMap(({ help }, i) => {
      const [first = '', ...more] = wrap(help, Math.max(leastColumns, room - width - 4));
      return [
        `  ${colors.cyan(left(heads[i] as string, width))}  ${first}`,
        ...more.map((line) => `${' '.repeat(width + 4)}${line}`),
      ];
    });
    return [colors.bold(section.title), ...lines].join('\n');
  });
  return `${[usage.map((line) => `  ${line}`).join('\n'), wrapped, ...blocks].join('\n\n')}\n`;
}
