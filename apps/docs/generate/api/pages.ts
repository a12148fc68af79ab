import { optimizerNames } from '../catalogue.js';
import { readSources } from '../sources.js';
import { type EntryPoint, readEntryPoints } from './entry-points.js';
import { type Exported, readApi } from './program.js';
import { kindOf, kinds, sectionOf } from './section.js';

/** The page of an entry point without its title, Markdown in English. */
export interface ApiPage extends EntryPoint {
  readonly text: string;
}

/** The pages of all entry points, written from the doc comments. */
export function writeApiPages(): ApiPage[] {
  const { checker, exportsOf } = readApi(readEntryPoints());
  const homes = homesOf(exportsOf);
  const symbols = new Set(Array.from(exportsOf.values()).flatMap((all) => all.map(symbolOf)));
  const optimizers = new Map(optimizerNames(readSources()).map(([name, title]) => [title, name]));

  return Array.from(exportsOf, ([entry, all]) => {
    const names = new Set(all.map(({ name }) => name));
    const resolve = (link: string): string | undefined => {
      const [name = ''] = link.split(/[.(]/);
      if (names.has(name)) return `#${name}`;
      const home = homes.get(name);
      return home && `./${home.slug}#${name}`;
    };
    const writing = {
      ...{ checker, resolve },
      isExported: (symbol: Exported['symbol']) => symbols.has(symbol),
      pageOf: (name: string) =>
        entry.specifier === '@nadir/optim' ? optimizers.get(name) : undefined,
    };
    const parts = kinds.flatMap((kind) => {
      const these = all.filter((one) => kindOf(one, checker) === kind);
      return these.length === 0
        ? []
        : [`## ${kind}`, ...these.map((one) => sectionOf(one, writing))];
    });
    return { ...entry, text: parts.join('\n\n') };
  });
}

const symbolOf = ({ symbol }: Exported) => symbol;

/** The first entry point that exports a name. */
function homesOf(
  exportsOf: ReadonlyMap<EntryPoint, readonly Exported[]>,
): ReadonlyMap<string, EntryPoint> {
  const homes = new Map<string, EntryPoint>();
  for (const [entry, all] of exportsOf) {
    for (const { name } of all) if (!homes.has(name)) homes.set(name, entry);
  }
  return homes;
}
