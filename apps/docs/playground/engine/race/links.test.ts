import { readdirSync, readFileSync } from 'node:fs';
import { register } from '@nadir/backend-cpu';
import { setBackend } from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { decode } from '../../state/url/decode.js';
import { Race } from './race.js';

beforeAll(async () => {
  await setBackend('cpu');
  register();
});

/** A link that somebody may have shared, and the first losses that it has shown. It is never changed, and kept for ever. */
interface SharedLink {
  readonly link: string;
  /** By contender, to nine digits. */
  readonly losses: readonly (readonly number[])[];
}

const folder = new URL('./links/', import.meta.url);

test.each(readdirSync(folder))('%s runs as when it was shared', async (file) => {
  const { link, losses } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as SharedLink;
  const { state, notices } = decode(link);
  expect(notices).toEqual([]);
  const race = await Race.begin(state, () => 0);
  for (let step = 0; step < 200; step++) await race.advance();
  const shown = race.lanes.map(({ racers }) =>
    racers[0]?.log.trace('loss').map((loss) => Number(loss.toPrecision(9))),
  );
  expect(shown).toEqual(losses);
  race.dispose();
});
