import { Draws } from './draws.js';
import { delimited, utf8 } from './text.js';
import type { WorldlyFile } from './worldly-file.js';

/** What a place adds to the value. */
const places = {
  INLAND: 0,
  'NEAR BAY': 55_000,
  'NEAR OCEAN': 70_000,
  '<1H OCEAN': 60_000,
  ISLAND: 200_000,
};
const common = ['INLAND', 'NEAR BAY', 'NEAR OCEAN', '<1H OCEAN'] as const;

/** As census blocks of California are often given. */
export const houses: WorldlyFile = {
  name: 'houses.csv',
  about: 'a number to predict, skewed counts, a rare category, missing counts',
  target: 'median_house_value',
  rows: { whole: 3000, small: 1200 },
  write(size) {
    const draws = new Draws(2);
    const rows = Array.from({ length: this.rows[size] }, () => {
      const place = draws.chance(0.003) ? 'ISLAND' : draws.pick(common);
      const latitude = draws.uniform(32.5, 42);
      const longitude = -114 - 0.9 * (latitude - 32.5) + draws.normal(0, 1);
      const age = draws.integer(1, 52);
      const households = Math.round(Math.exp(draws.normal(6, 0.6)));
      const rooms = Math.round(households * draws.uniform(3.5, 7));
      const bedrooms = Math.round(rooms * draws.uniform(0.17, 0.25));
      const people = Math.round(households * draws.uniform(2, 4));
      const income = Math.min(15, Math.exp(draws.normal(1.25, 0.4)));
      const value =
        (40_000 * income + places[place] + 700 * age) * (1 + 0.08 * Math.sin(latitude)) +
        9_000 * (rooms / households - 5) +
        draws.normal(0, 28_000);
      return [
        longitude.toFixed(2),
        latitude.toFixed(2),
        age,
        rooms,
        draws.orMissing(bedrooms, 0.012),
        people,
        households,
        income.toFixed(4),
        place,
        Math.round(Math.max(15_000, value) / 100) * 100,
      ];
    });
    const header = [
      ...['longitude', 'latitude', 'housing_median_age', 'total_rooms', 'total_bedrooms'],
      ...['population', 'households', 'median_income', 'ocean_proximity', 'median_house_value'],
    ];
    return utf8(delimited([header, ...rows], ','));
  },
};
