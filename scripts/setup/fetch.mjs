// Tells what is to be fetched, then fetches it.
import { run } from './run.mjs';

export function fetchAll(steps) {
  if (steps.length > 0) console.log(announcement(steps));
  for (const { what, commands, required } of steps) {
    const fetched = commands.every((command) => run(command, { stdout: 'ignore' }));
    if (!fetched && required) throw new Error(`Could not fetch ${what}.`);
  }
}

export function announcement(steps) {
  const widest = (key) => Math.max(...steps.map((step) => step[key].length));
  const lines = steps.map(
    ({ what, size, where }) =>
      `  ${what.padEnd(widest('what'))}  ${size.padEnd(widest('size'))}  ${where}`,
  );
  return [
    'Fetching what is needed and not here yet:',
    ...lines,
    'With NADIR_SETUP=none nothing is fetched, and tests that need it are left out.',
  ].join('\n');
}
