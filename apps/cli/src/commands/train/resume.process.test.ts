// A training that is killed goes on, in another process, to the weights that it would have had.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir, resultOf } from '../../../test/nadir.js';
import { buildProgram } from '../../../test/program.js';
import { randomNumbers } from '../../../test/random-numbers.js';

const program = await buildProgram();

/** Kills of a training. With every law, as many as the promise names. */
const kills = import.meta.env.MODE === 'all-laws' ? 100 : 3;

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

const modelOf = (out: string) => sumOf(join(out, 'model.safetensors'));

describe('nadir resume', () => {
  it(
    `ends with the weights of a training that was not killed, ${kills} of ${kills} times`,
    async () => {
      const args = ['train', '--problem', 'moons', '--epochs', '60', '--patience', '0'];
      const whole = join(temporaryFolder(), 'whole');
      const first = program([...args, '--out', whole]);
      await first.stderrMatches(/^epoch/m);
      const start = performance.now();
      expect(await first.ended).toMatchObject({ status: 0 });
      const length = performance.now() - start;
      const random = randomNumbers();
      let stopped = 0;
      for (let time = 0; time < kills; time++) {
        const out = join(temporaryFolder(), 'run');
        const { child, ended, stderrMatches } = program([...args, '--out', out]);
        await stderrMatches(/^epoch/m);
        const timer = setTimeout(() => child.kill('SIGKILL'), length * random.next().value);
        await ended;
        clearTimeout(timer);
        // A kill comes within the training, or after its end.
        const isUnfinished = existsSync(join(out, 'training'));
        const rest = isUnfinished ? ['resume', out] : [...args, '--out', out];
        stopped += Number(isUnfinished);
        expect(await program(rest).ended).toMatchObject({ status: 0 });
        expect(modelOf(out)).toBe(modelOf(whole));
        expect(readdirSync(out).sort()).toEqual(readdirSync(whole).sort());
      }
      expect(stopped).toBeGreaterThan(0);
    },
    kills * 60_000,
  );

  /** A training that is stopped in the middle. */
  const stoppedTraining = async (...more: string[]) => {
    const out = temporaryFolder();
    const abort = new AbortController();
    let reads = 0;
    const now = () => {
      if (++reads === 3) abort.abort();
      return reads;
    };
    const args = ['train', ...more, '--epochs', '40', '--patience', '0', '--out', out];
    const { status, stderr } = await nadir(args, { signal: abort.signal, now });
    expect({ status, stderr }).toMatchObject({ status: 130 });
    return { out, args };
  };

  it('goes on from the newest checkpoint that is whole, and says which are not', async () => {
    const { out, args } = await stoppedTraining('--problem', 'moons');
    const training = join(out, 'training');
    const newest = readdirSync(training)
      .filter((name) => name.startsWith('step-'))
      .sort()
      .at(-1);
    const file = join(training, newest as string);
    const bytes = readFileSync(file);
    bytes.writeUInt8((bytes.at(-1) as number) ^ 1, bytes.length - 1);
    writeFileSync(file, bytes);
    const { status, stderr } = await nadir(['resume', out]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain(`${newest} is left out: `);
    expect(stderr).toMatch(/goes on from step \d+ of 440/);
    const whole = temporaryFolder();
    await nadir([...args.slice(0, -1), whole]);
    expect(modelOf(out)).toBe(modelOf(whole));
    const lines = (folder: string) =>
      readFileSync(join(folder, 'metrics.jsonl'), 'utf8').replace(/"seconds":[^,]+,/g, '');
    expect(lines(out)).toBe(lines(whole));
  });

  it('goes on with a file, and refuses another one in its place', async () => {
    const file = flowers();
    const { out } = await stoppedTraining('--data', file, '--target', 'kind');
    const content = readFileSync(file);
    writeFileSync(file, 'length,kind\n1,rose\n');
    const refused = await nadir(['resume', out]);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain(`${file}: got another file than the run was trained on`);
    writeFileSync(file, content);
    const { status, stdout } = await nadir(['resume', out, '--json']);
    expect(status).toBe(0);
    expect(resultOf(stdout)).toMatchObject({ epochs: 40, interrupted: false });
  });

  it('is what train does by --resume, for the same settings only', async () => {
    const { out, args } = await stoppedTraining('--problem', 'moons');
    const other = await nadir([...args, '--resume', '--batch', '16']);
    expect(other.status).toBe(2);
    expect(other.stderr).toContain('--resume: got other settings than those of the training in');
    const { status, stderr } = await nadir([...args, '--resume']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/goes on from step \d+/);
    // With nothing to go on with, a training begins.
    expect((await nadir([...args, '--resume'])).stderr).not.toContain('goes on from');
    expect(readdirSync(out)).toContain('model.safetensors');
  });

  it('goes on after a pause to the same weights, and a pause that is over is none', async () => {
    const args = ['train', '--problem', 'moons', '--epochs', '9', '--patience', '0', '--json'];
    const [out, whole] = [temporaryFolder(), temporaryFolder()];
    const full = resultOf((await nadir([...args, '--out', whole])).stdout);
    const upTo = (epochs: string) =>
      nadir([...args, '--out', out, '--resume', '--pause-after', epochs]);
    for (const epochs of ['3', '3', '6']) {
      const { status, stdout, stderr } = await upTo(epochs);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(stderr).toContain(`paused after ${epochs} of 9 epochs; go on by nadir resume`);
      const { validation, ...paused } = resultOf(stdout);
      expect(paused).toMatchObject({ paused: true, epochs: Number(epochs), out });
      expect(validation).toHaveProperty('accuracy');
    }
    const { seconds, out: _, ...rest } = resultOf((await upTo('9')).stdout);
    expect(full).toMatchObject({ ...rest, interrupted: false, epochs: 9 });
    expect(modelOf(out)).toBe(modelOf(whole));
  });

  it('begins anew where a training was stopped before it had written what it is', async () => {
    const { out, args } = await stoppedTraining('--problem', 'moons');
    rmSync(join(out, 'training/config.json'));
    expect((await nadir([...args, '--resume'])).status).toBe(0);
    expect(readdirSync(out)).toContain('model.safetensors');
  });

  it.each([
    [[], 2, 'nadir resume: got 0 words, expected one: a run folder.'],
    [['nowhere'], 1, 'nowhere/training/config.json: got nothing there'],
  ])('refuses %j', async (words, status, message) => {
    const refused = await nadir(['resume', ...words]);
    expect(refused.status).toBe(status);
    expect(refused.stderr.replaceAll('\\', '/')).toContain(message);
  });

  it('refuses a configuration that is damaged', async () => {
    const { out } = await stoppedTraining('--problem', 'moons');
    writeFileSync(join(out, 'training/config.json'), '{"format": "nadir-r');
    const { status, stderr } = await nadir(['resume', out]);
    expect(status).toBe(1);
    expect(stderr).toContain('got text that is no JSON');
    expect(stderr).toContain('Begin anew by nadir train --restart.');
    const finished = temporaryFile('config.json', '{}');
    expect((await nadir(['resume', join(finished, '..')])).status).toBe(1);
  });
});
