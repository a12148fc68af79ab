// Fetches what the tests need and this machine lacks, and names the tests that have to be left out.
import { fetchAll } from './setup/fetch.mjs';
import { lookAtMachine, lookForTools } from './setup/look.mjs';
import { packagesHere } from './setup/packages.mjs';
import { leftOut, planSetup } from './setup/plan.mjs';

try {
  const { env } = process;
  const found = { packages: packagesHere(), ...lookForTools(env) };
  const steps = planSetup(found, lookAtMachine(env), env);
  fetchAll(steps);
  for (const tests of leftOut(steps.length > 0 ? lookForTools(env) : found, env)) {
    console.log(`Left out are ${tests}`);
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
