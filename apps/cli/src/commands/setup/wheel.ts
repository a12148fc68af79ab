import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Finished, RunProgram } from '../../machine/programs.js';
import { failure } from '../../shell/errors.js';
import { causeOf } from './cause.js';
import type { Step } from './steps.js';

/** The wheel: any Python can unpack that for one of them, and nothing in it is run by Python. */
const wheel = {
  requirement: 'tensorflow-cpu==2.21.0',
  sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  tags: {
    implementation: 'cp',
    'python-version': '3.11',
    abi: 'cp311',
    platform: 'manylinux_2_27_x86_64',
  },
} as const;

/** Where libtensorflow and its headers lie in a wheel, by where tfjs-node looks for them. */
const links: Readonly<Record<string, string>> = {
  'include/tensorflow': 'include/tensorflow',
  'include/tsl': 'include/tsl',
  'include/xla': 'include/xla',
  'lib/libtensorflow_cc.so.2': 'libtensorflow_cc.so.2',
  'lib/libtensorflow.so': 'libtensorflow_cc.so.2',
  'lib/libtensorflow.so.2.9.1': 'libtensorflow_cc.so.2',
  'lib/libtensorflow_framework.so': 'libtensorflow_framework.so.2',
  'lib/libtensorflow_framework.so.2': 'libtensorflow_framework.so.2',
};

/**
 * The tensorflow-cpu wheel of PyPI, checked by its hash and unpacked in a folder of the cache; fetched unless it is there.
 * @returns The folder `tensorflow` of the wheel.
 */
export async function fetchWheel(cache: string, run: RunProgram, step: Step): Promise<string> {
  const folder = join(cache, 'wheel');
  const complete = join(folder, 'complete');
  if (!existsSync(complete)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    await step('pip downloads tensorflow-cpu, some 300 MB', async () => {
      const requirements = join(folder, 'requirements.txt');
      writeFileSync(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
      const done = await run('python3', [
        ...['-I', '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:'],
        ...Object.entries(wheel.tags).map(([tag, value]) => `--${tag}=${value}`),
        ...['--require-hashes', '--requirement', requirements, '--dest', folder],
      ]);
      rmSync(requirements);
      if (done.end !== 'done') throw wheelFailure('pip downloaded tensorflow-cpu', done);
    });
    const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.whl'));
    await step('unpacking it, some 1 GB', async () => {
      const done = await run('python3', ['-I', '-m', 'zipfile', '-e', file, '.'], { cwd: folder });
      if (done.end !== 'done') throw wheelFailure(`python3 unpacked ${file}`, done);
    });
    rmSync(join(folder, file));
    writeFileSync(complete, '');
  }
  return join(folder, 'tensorflow');
}

function wheelFailure(when: string, done: Finished) {
  const { reason, advice } = causeOf(done);
  return failure(
    `nadir setup node: got ${reason} when ${when}, expected the wheel. ${advice}`,
    new Error(`${done.stdout}\n${done.stderr}`),
  );
}

/** Puts the files of a wheel where a tfjs-node looks for libtensorflow, in the place of any other. */
export function linkWheel(tensorflow: string, tfjsNode: string): void {
  const deps = join(tfjsNode, 'deps');
  rmSync(deps, { recursive: true, force: true });
  for (const [name, target] of Object.entries(links)) {
    const path = join(tensorflow, target);
    // Headers of tsl lie below xla in newer wheels; what is needed of them is there.
    if (!existsSync(path)) continue;
    const link = join(deps, name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(relative(dirname(link), path), link);
  }
}
