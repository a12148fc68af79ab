import { Draws } from './draws.js';
import { dayMonthYear, dayOf, delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** A number as German programs write it: `1.234,5`. */
function german(value: number, decimals: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, '.');
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '-' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** Energy that houses take, as a program set up in German writes it. */
export const heating: WorldlyFile = {
  name: 'heating.csv',
  about:
    'semicolons, decimal commas, points between thousands, dates with the day first, a byte order mark',
  target: 'Verbrauch in kWh',
  rows: { whole: 2000, small: 1200 },
  write(size) {
    const draws = new Draws(3);
    const rows = Array.from({ length: this.rows[size] }, () => {
      const day = draws.integer(0, 1095);
      const season = Math.cos((2 * Math.PI * day) / 365.25);
      const outside = 9 - 9 * season + draws.normal(0, 3);
      const area = Math.round(draws.uniform(45, 260) * 10) / 10;
      const isOld = draws.chance(0.4);
      const kind = draws.pick(['Gas', 'Öl', 'Fernwärme', 'Wärmepumpe']);
      const loss = (isOld ? 1.6 : 0.9) * (kind === 'Wärmepumpe' ? 0.4 : 1);
      const used = 12 * area * 0.04 * loss * Math.max(0, 20 - outside) + 180 + draws.normal(0, 70);
      return [
        dayMonthYear(dayOf(2021, day)),
        german(area, 1),
        german(outside, 1),
        kind,
        isOld ? 'ja' : 'nein',
        draws.orMissing(german(draws.uniform(90_000, 900_000), 2), 0.05, 'n/a'),
        german(Math.max(20, used), 2),
      ];
    });
    const header = [
      ...['Datum', 'Wohnfläche', 'Außentemperatur', 'Heizung', 'Altbau', 'Kaufpreis'],
      'Verbrauch in kWh',
    ];
    return utf8(`\uFEFF${delimited([header, ...rows], ';', '\r\n')}`);
  },
};
