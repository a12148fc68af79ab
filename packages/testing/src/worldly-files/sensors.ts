import { gzipSync } from 'node:zlib';
import { Draws } from './draws.js';
import { dayOf, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** Measurements of machines. */
export const sensors: WorldlyFile = {
  name: 'sensors.jsonl.gz',
  about:
    'JSON lines under gzip, keys that are not on every line, null, true and false, numbers among words',
  target: 'wear',
  rows: { whole: 2500, small: 1200 },
  write(size) {
    const draws = new Draws(10);
    const lines = Array.from({ length: this.rows[size] }, () => {
      const speed = draws.uniform(400, 3200);
      const heat = 25 + 0.012 * speed + draws.normal(0, 4);
      const isOiled = draws.chance(0.7);
      const shakes = Math.abs(draws.normal(0, 1.5));
      const model = draws.pick(['A-1', 'A-2', 'B-7']);
      const wear =
        0.002 * speed * (isOiled ? 1 : 2) +
        0.05 * heat +
        0.9 * shakes +
        (model === 'B-7' ? 1.5 : 0) +
        draws.normal(0, 0.8);
      return JSON.stringify({
        time: new Date(
          dayOf(2024, 0).getTime() + draws.integer(0, 31_000_000) * 1000,
        ).toISOString(),
        speed: Math.round(speed),
        ...(draws.chance(0.95) && { heat: Number(heat.toFixed(2)) }),
        oiled: draws.chance(0.03) ? null : isOiled,
        vibration: draws.chance(0.02) ? null : Number(shakes.toPrecision(4)),
        model,
        tags: draws.chance(0.2) ? ['night', model] : [],
        wear: Number(wear.toFixed(3)),
      });
    });
    return new Uint8Array(gzipSync(utf8(`${lines.join('\n')}\n`)));
  },
};
