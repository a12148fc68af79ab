import type { Io } from '../shell/io.js';
import type { RunProgram } from './programs.js';

/** A Python, and the PyTorch in it. */
export interface PythonReport {
  /** Command or path of it. */
  readonly command: string;
  readonly version?: string;
  readonly torch?: string;
}

// Isolated, Python looks for modules neither in the current folder nor where PYTHONPATH says. What `pip install --user`
// has installed is looked for still.
const script = `
import platform, site
print(platform.python_version(), flush=True)
site.addsitedir(site.getusersitepackages())
import torch
print(torch.__version__)
`;

/** The command that starts Python: the one that NADIR_PYTHON names, or else `python3`. */
export const pythonCommand = (env: Io['env']): string => env.NADIR_PYTHON || 'python3';

/** Looks for the Python that `npm run bench` would take, and for PyTorch in it. */
export async function examinePython(env: Io['env'], run: RunProgram): Promise<PythonReport> {
  const command = pythonCommand(env);
  const { end, stdout } = await run(command, ['-I', '-c', script]);
  const [version, torch] = stdout.split('\n').filter((line) => line !== '');
  return {
    command,
    ...(version !== undefined && { version }),
    ...(end === 'done' && torch !== undefined && { torch }),
  };
}
