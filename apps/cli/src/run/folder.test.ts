import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/fake-io.js';
import type { RunConfig } from './config.js';
import { RunFolder } from './folder.js';

const config = { format: 'nadir-run', version: 2, problem: 'test' } as unknown as RunConfig;

const begin = (path: string, restart = false) => RunFolder.begin(path, config, restart);

/** Leaves a checkpoint, as a training does that is stopped. */
async function stopped(path: string): Promise<void> {
  const folder = begin(path);
  await folder.checkpoints.write('step-000000012.safetensors', Uint8Array.of(1));
  folder.leave();
}

describe('RunFolder', () => {
  const names = ['config.json', 'metrics.jsonl', 'model.safetensors', 'report.svg'];
  const finish = (folder: RunFolder, model: Uint8Array, report: string) => {
    folder.put({ metrics: '', model, report });
    folder.remove();
  };

  it('makes the folder, shows the metrics while they come, and leaves the files of a run', () => {
    const path = join(temporaryFolder(), 'a', 'b');
    const folder = begin(path);
    expect(folder.replaces).toBe(false);
    const line = { epoch: 1, step: 2, learningRate: 0.1, seconds: 3 };
    folder.startMetrics([line]);
    folder.addMetrics({ ...line, epoch: 2 });
    expect(readdirSync(path)).toEqual(['training']);
    const watched = readFileSync(join(path, 'training/metrics.jsonl'), 'utf8');
    const lines = watched.trimEnd().split('\n');
    expect(lines.map((one) => JSON.parse(one).epoch)).toEqual([1, 2]);
    finish(folder, Uint8Array.of(1, 2), '<svg/>');
    expect(readdirSync(path).sort()).toEqual(names);
    expect(JSON.parse(readFileSync(join(path, 'config.json'), 'utf8'))).toEqual(config);
  });

  it('refuses a folder where a training was stopped, and takes it by restart', async () => {
    const path = temporaryFolder();
    await stopped(path);
    expect(() => begin(path)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringContaining(`Write \`nadir resume ${path}\` to go on, --restart`),
      }),
    );
    expect(readdirSync(join(path, 'training'))).toContain('step-000000012.safetensors');
    begin(path, true);
    expect(readdirSync(join(path, 'training'))).not.toContain('step-000000012.safetensors');
  });

  it('takes a folder where a training has left no checkpoint', () => {
    const path = temporaryFolder();
    begin(path);
    expect(() => begin(path)).not.toThrow();
  });

  it('refuses a folder where another process trains, also by restart', () => {
    const path = temporaryFolder();
    begin(path);
    // The process that has started this one.
    writeFileSync(join(path, 'training/process'), `${process.ppid}\n`);
    const refused = expect.objectContaining({
      exitCode: 1,
      message: expect.stringContaining(`where the process ${process.ppid} is training`),
    });
    expect(() => begin(path, true)).toThrow(refused);
    expect(() => RunFolder.continue(path, config)).toThrow(refused);
  });

  it('leaves checkpoints where something fails, and nothing where there are none', async () => {
    const path = join(temporaryFolder(), 'run');
    begin(path).abandon();
    expect(existsSync(path)).toBe(false);
    await stopped(path);
    RunFolder.continue(path, config).abandon();
    expect(readdirSync(join(path, 'training')).sort()).toEqual([
      'config.json',
      'step-000000012.safetensors',
    ]);
  });

  it('keeps an earlier run until the new one is whole, and files of others', () => {
    const path = temporaryFolder();
    finish(begin(path), Uint8Array.of(1), 'old');
    writeFileSync(join(path, 'notes.txt'), 'mine');
    const folder = begin(path);
    expect(folder.replaces).toBe(true);
    expect(readFileSync(join(path, 'report.svg'), 'utf8')).toBe('old');
    finish(folder, Uint8Array.of(2), 'new');
    expect(readFileSync(join(path, 'report.svg'), 'utf8')).toBe('new');
    expect(readdirSync(path).sort()).toEqual([...names, 'notes.txt'].sort());
  });

  it('leaves nothing behind when it is given up', () => {
    const path = join(temporaryFolder(), 'run');
    begin(path).discard();
    expect(existsSync(path)).toBe(false);
    finish(begin(path), Uint8Array.of(1), 'old');
    begin(path).discard();
    expect(readdirSync(path).sort()).toEqual(names);
  });

  it('takes a folder in which a process has ended before its run was whole', () => {
    const path = temporaryFolder();
    // No system has a process of this number.
    mkdirSync(join(path, 'unfinished-4194305-a1B2c3'));
    mkdirSync(join(path, `unfinished-${process.pid}-a1B2c3`));
    const folder = begin(path);
    expect(folder.replaces).toBe(false);
    finish(folder, Uint8Array.of(1), 'new');
    expect(readdirSync(path).sort()).toEqual([...names, `unfinished-${process.pid}-a1B2c3`].sort());
  });

  it.each(['notes.txt', 'config.json'])(
    'leaves a folder alone that holds a %s of others',
    (name) => {
      const file = temporaryFile(name, '{"mine": true}');
      const path = join(file, '..');
      expect(() => begin(path)).toThrow(
        expect.objectContaining({ exitCode: 2, message: expect.stringContaining('other files') }),
      );
      expect(readFileSync(file, 'utf8')).toBe('{"mine": true}');
      expect(readdirSync(path)).toEqual([name]);
    },
  );

  it('says what stands in the way', () => {
    const file = temporaryFile('file', '');
    expect(() => begin(file)).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(/^--out: got a file/),
      }),
    );
    expect(() => begin(join(file, 'inner'))).toThrow('--out: got a file');
  });

  it('does not take a folder named config.json for a run', () => {
    const path = temporaryFolder();
    mkdirSync(join(path, 'config.json'));
    expect(() => begin(path)).toThrow('other files');
  });
});
