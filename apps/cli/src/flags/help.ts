import type { Colors } from '../shell/io.js';
import { left, widthOf } from '../terminal/layout.js';
import { type Flags, spell } from './read.js';
import { toggle } from './readers.js';

/** Flags of every command. */
export const commonFlags = {
  help: { ...toggle, help: 'Show this help' },
  debug: { ...toggle, help: 'Show where an error came from' },
} as const;

/** Flags under a heading. */
export interface HelpSection {
  readonly title: string;
  readonly flags: Flags;
}

/** The help of one command. */
export function formatHelp(
  colors: Colors,
  usage: readonly string[],
  about: string,
  sections: readonly HelpSection[],
): string {
  const head = ({ flags }: HelpSection) =>
    Object.entries(flags).map(([name, { placeholder }]) =>
      placeholder === undefined ? spell(name) : `${spell(name)} <${placeholder}>`,
    );
  const width = Math.max(...sections.flatMap(head).map(widthOf));
  const blocks = sections.map((section) => {
    const heads = head(section);
    const lines = Object.values(section.flags).map(
      ({ help }, i) => `  ${colors.cyan(left(heads[i] as string, width))}  ${help}`,
    );
    return [colors.bold(section.title), ...lines].join('\n');
  });
  return `${[usage.map((line) => `  ${line}`).join('\n'), about, ...blocks].join('\n\n')}\n`;
}
