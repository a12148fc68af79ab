import { browserBackends, nodeBackends } from '../../backends/names.js';
import { type BrowserReport, examineBrowser } from '../../machine/browser.js';
import { describeMachine, type Machine } from '../../machine/machine.js';
import { packageVersions } from '../../machine/packages.js';
import type { RunProgram } from '../../machine/programs.js';
import { examinePython, type PythonReport } from '../../machine/python.js';
import type { Io } from '../../shell/io.js';
import { type BackendReport, describeInBrowser, examineBackend } from './backends.js';

/** All that `nadir doctor` finds out, as `--json` prints it. */
export interface Diagnosis {
  /** Whether the backend `cpu` works, so that `nadir train` does. */
  readonly ok: boolean;
  readonly machine: Machine;
  /** Versions by name. */
  readonly packages: Readonly<Record<string, string>>;
  readonly backends: readonly BackendReport[];
  readonly python: PythonReport;
  readonly browser: BrowserReport;
}

/**
 * Examines the machine, and tries every backend that runs in Node.js.
 *
 * @param onPart Called with the name of each part before it is examined.
 */
export async function examine(
  env: Io['env'],
  run: RunProgram,
  onPart: (name: string) => void,
): Promise<Diagnosis> {
  const backends: BackendReport[] = [];
  for (const name of nodeBackends) {
    onPart(name);
    backends.push(await examineBackend(name, env, run));
  }
  onPart('Python');
  const python = await examinePython(env, run);
  return {
    ok: backends.some(({ name, state }) => name === 'cpu' && state === 'works'),
    machine: describeMachine(),
    packages: packageVersions(),
    backends: [...backends, ...browserBackends.map((name) => describeInBrowser(name))],
    python,
    browser: examineBrowser(env),
  };
}
