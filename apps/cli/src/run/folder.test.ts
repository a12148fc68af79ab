import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/fake-io.js';
import type { OutputFolder } from '../shell/output-folder/output-folder.js';
import type { RunConfig } from './config.js';
import { files, openRunFolder } from './folder.js';

const config = { format: 'nadir-run', version: 1, problem: 'test' } as RunConfig;

describe('openRunFolder', () => {
  const names = ['config.json', 'metrics.jsonl', 'model.safetensors', 'report.svg'];
  const finish = (folder: OutputFolder, model: Uint8Array, report: string) => {
    folder.write(files.model, model);
    folder.write(files.report, report);
    folder.finish();
  };

  it('makes the folder and writes the files of a run', () => {
    const path = join(temporaryFolder(), 'a', 'b');
    const folder = openRunFolder(path, config);
    expect(folder.replaces).toBe(false);
    const line = { epoch: 1, step: 2, learningRate: 0.1, seconds: 3 };
    folder.append(files.metrics, line);
    const [unfinished = ''] = readdirSync(path);
    const watched = readFileSync(join(path, unfinished, files.metrics), 'utf8');
    finish(folder, Uint8Array.of(1, 2), '<svg/>');
    expect(readdirSync(path).sort()).toEqual(names);
    expect(JSON.parse(readFileSync(join(path, 'config.json'), 'utf8'))).toEqual(config);
    expect(readFileSync(join(path, 'metrics.jsonl'), 'utf8')).toBe(watched);
    expect(JSON.parse(watched)).toEqual(line);
  });

  it('keeps an earlier run until the new one is whole, and files of others', () => {
    const path = temporaryFolder();
    finish(openRunFolder(path, config), Uint8Array.of(1), 'old');
    writeFileSync(join(path, 'notes.txt'), 'mine');
    const folder = openRunFolder(path, config);
    expect(folder.replaces).toBe(true);
    expect(readFileSync(join(path, 'report.svg'), 'utf8')).toBe('old');
    finish(folder, Uint8Array.of(2), 'new');
    expect(readFileSync(join(path, 'report.svg'), 'utf8')).toBe('new');
    expect(readdirSync(path).sort()).toEqual([...names, 'notes.txt'].sort());
  });

  it('leaves nothing behind when it is given up', () => {
    const path = join(temporaryFolder(), 'run');
    openRunFolder(path, config).discard();
    expect(existsSync(path)).toBe(false);
    finish(openRunFolder(path, config), Uint8Array.of(1), 'old');
    openRunFolder(path, config).discard();
    expect(readdirSync(path).sort()).toEqual(names);
  });

  it('takes a folder in which a process has ended before its run was whole', () => {
    const path = temporaryFolder();
    // No system has a process of this number.
    mkdirSync(join(path, 'unfinished-4194305-a1B2c3'));
    mkdirSync(join(path, `unfinished-${process.pid}-a1B2c3`));
    const folder = openRunFolder(path, config);
    expect(folder.replaces).toBe(false);
    finish(folder, Uint8Array.of(1), 'new');
    expect(readdirSync(path).sort()).toEqual([...names, `unfinished-${process.pid}-a1B2c3`].sort());
  });

  it.each(['notes.txt', 'config.json'])(
    'leaves a folder alone that holds a %s of others',
    (name) => {
      const file = temporaryFile(name, '{"mine": true}');
      const path = join(file, '..');
      expect(() => openRunFolder(path, config)).toThrow(
        expect.objectContaining({ exitCode: 2, message: expect.stringContaining('other files') }),
      );
      expect(readFileSync(file, 'utf8')).toBe('{"mine": true}');
      expect(readdirSync(path)).toEqual([name]);
    },
  );

  it('says what stands in the way', () => {
    const file = temporaryFile('file', '');
    expect(() => openRunFolder(file, config)).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(/^--out: got a file/),
      }),
    );
    expect(() => openRunFolder(join(file, 'inner'), config)).toThrow('--out: got a file');
  });

  it('does not take a folder named config.json for a run', () => {
    const path = temporaryFolder();
    mkdirSync(join(path, 'config.json'));
    expect(() => openRunFolder(path, config)).toThrow('other files');
  });
});
