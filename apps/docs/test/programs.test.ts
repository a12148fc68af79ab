import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';

const root = 'apps/docs/figures';
const programs = import.meta.glob('../figures/*/program.ts');
const names = Object.keys(programs).map((path) => path.split('/')[2] as string);

/** The numbers of a text, in their order, and the text without them. */
function takeApart(text: string) {
  const number = /-?\d+(\.\d+)?/g;
  return { words: text.replace(number, '#'), numbers: (text.match(number) ?? []).map(Number) };
}

test('every program has its twin in PyTorch, and what that printed', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const of = (end: string) =>
    files.filter((file) => file.endsWith(end)).map((file) => file.slice(0, -end.length - 1));
  expect(names.length).toBeGreaterThan(0);
  expect(of('program.py').sort()).toEqual([...names].sort());
  expect(of('program.txt').sort()).toEqual([...names].sort());
});

// Recorded from PyTorch 2.13 by `python apps/docs/figures/record.py`.
test.each(names)('the program of %s prints what PyTorch prints', async (name) => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  await programs[`../figures/${name}/program.ts`]?.();
  const printed = `${log.mock.calls.map((call) => call.join(' ')).join('\n')}\n`;
  log.mockRestore();
  const got = takeApart(printed);
  const expected = takeApart(readFileSync(`${root}/${name}/program.txt`, 'utf8'));
  expect(got.words).toBe(expected.words);
  for (const [i, value] of expected.numbers.entries()) expect(got.numbers[i]).toBeCloseTo(value, 2);
});
