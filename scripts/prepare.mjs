// Makes a checkout ready: installs what package-lock.json asks for, unless that is installed
// already, then runs the turbo tasks named on the command line, if any are.
import { fetchAll } from './setup/fetch.mjs';
import { lookAtMachine } from './setup/look.mjs';
import { packagesHere } from './setup/packages.mjs';
import { planSetup } from './setup/plan.mjs';
import { run } from './setup/run.mjs';

const tasks = process.argv.slice(2);
const turbo = ['npx', '--no-install', 'turbo', 'run'];

try {
  const { env } = process;
  fetchAll(planSetup({ packages: packagesHere() }, lookAtMachine(env), env));
  const done =
    tasks.length === 0 || run([...turbo, ...tasks, '--output-logs=errors-only', '--ui=stream']);
  if (!done) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
