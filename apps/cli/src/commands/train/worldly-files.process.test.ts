// Ten files as they come from the world, through the command, with no flag but the target.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Size, worldlyFiles } from '@nadir/testing/worldly-files';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-io.js';
import { nadir, resultOf } from '../../../test/nadir.js';

/** What pipelines of scikit-learn come to on the same test rows, by the kind of the model. */
interface Recorded {
  readonly file: string;
  readonly figures: Readonly<Record<'linear' | 'network', Readonly<Record<string, number>>>>;
}

const golden = new URL('../../../../../packages/train/golden/tables.json', import.meta.url);
/** Of each file the figures of its small version, then those of the whole one. */
const { cases } = JSON.parse(readFileSync(golden, 'utf8')) as { readonly cases: Recorded[] };

/** With every law the whole files, otherwise small ones. */
const size: Size = import.meta.env.MODE === 'all-laws' ? 'whole' : 'small';

/**
 * How far below those of scikit-learn a figure may be. A network with one hidden layer is of the kind that the command trains; a plane
 * fits some files better than either, above all the one with more columns than rows.
 */
const margins = { network: 0.03, linear: 0.1 } as const;

const scoresIn = (text: string, part: string) =>
  resultOf(text)[part] as Readonly<Record<string, number>>;

describe.each(worldlyFiles)('$name', (file) => {
  it(`goes through train, evaluate and predict with --target alone: ${file.about}`, async () => {
    const folder = temporaryFolder();
    const [path, out] = [join(folder, file.name), join(folder, 'run')];
    writeFileSync(path, file.write(size));
    const args = ['train', path, '--target', file.target, '--out', out, '--json'];
    const trained = await nadir(args);
    expect(trained).toMatchObject({ status: 0 });
    const scores = scoresIn(trained.stdout, 'test');
    const recorded = cases.filter((one) => one.file === file.name).at(size === 'small' ? 0 : -1);
    for (const kind of ['network', 'linear'] as const) {
      for (const [figure, value] of Object.entries((recorded as Recorded).figures[kind])) {
        expect(scores[figure], `${figure}, ${kind}`).toBeGreaterThan(value - margins[kind]);
      }
    }

    const again = await nadir(['evaluate', out, '--json']);
    expect(scoresIn(again.stdout, 'scores')).toEqual(scores);
    const all = await nadir(['evaluate', out, path, '--json']);
    const { examples } = resultOf(all.stdout) as { readonly examples: number };
    expect(examples).toBeGreaterThan(0.9 * file.rows[size]);
    const predicted = await nadir(['predict', out, path, '--json']);
    expect(predicted.stdout.trimEnd().split('\n')).toHaveLength(file.rows[size]);
  }, 1_200_000);
});
