import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources.js';

/** What an optimizer is called in another library. */
export interface Counterpart {
  readonly library: 'PyTorch' | 'optax';
  /** `torch.optim.AdamW`, `optax.contrib.muon`. */
  readonly name: string;
  /** What to write here for the numbers there, as code: `AdaBelief({ rectify: false })`. */
  readonly here: string;
  /** What the learning rate is called there, if there is one. */
  readonly rate: string | undefined;
}

const pages = [
  { library: 'PyTorch', file: 'coming-from-pytorch', prefix: 'torch.' },
  { library: 'optax', file: 'coming-from-optax', prefix: 'optax.' },
] as const;

/** Names in other libraries by the class here, from the tables of the pages for those who come from there. */
export function readCounterparts(): ReadonlyMap<string, readonly Counterpart[]> {
  const found = new Map<string, Counterpart[]>();
  for (const { library, file, prefix } of pages) {
    let group = '';
    for (const line of readFileSync(join(root, 'docs', `${file}.md`), 'utf8').split('\n')) {
      const heading = /^\| (?:`([\w.]+)` )?there \| here \|/.exec(line);
      if (heading) group = heading[1] === undefined ? '' : `${heading[1]}.`;
      const [, there, here, options = ''] =
        /^\| `([\w.]+)` \| `([^`]+)` \| (.*?) \|/.exec(line) ?? [];
      const title = /^([A-Z]\w+)(\(|$)/.exec(here ?? '')?.[1];
      if (there === undefined || here === undefined || title === undefined) continue;
      const rate = /`(lr|learning_rate)` → `learningRate`/.exec(options)?.[1];
      const counterpart = { library, name: `${prefix}${group}${there}`, here, rate };
      const others = found.get(title) ?? [];
      // The first is the one that the table of optimizers has.
      if (!others.some((other) => other.library === library))
        found.set(title, [...others, counterpart]);
    }
  }
  return found;
}
