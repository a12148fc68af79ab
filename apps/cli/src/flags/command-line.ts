import { quoted } from '../text/quoted.js';
import { spell } from './read.js';

/**
 * A command line to copy: a switch is named or denied, any other flag is followed by its value, in quotes where a shell would
 * take it for something else.
 */
export function commandLine(command: string, flags: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(flags).map(([name, value]) => {
    if (typeof value !== 'boolean') return `${spell(name)} ${quoted(String(value))}`;
    return value ? spell(name) : spell(name).replace('--', '--no-');
  });
  return [command, ...words].join(' ');
}
