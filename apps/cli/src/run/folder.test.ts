import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/fake-io.js';
import type { RunConfig } from './config.js';
import { openRunFolder } from './folder.js';

const config = { format: 'nadir-run', version: 1, problem: 'test' } as RunConfig;

describe('openRunFolder', () => {
  it('makes the folder and writes the files of a run', () => {
    const path = join(temporaryFolder(), 'a', 'b');
    const folder = openRunFolder(path, config);
    expect(folder.replaces).toBe(false);
    const line = { epoch: 1, step: 2, learningRate: 0.1, seconds: 3 };
    folder.appendMetrics({ ...line, train: { loss: 1 }, test: { loss: 2 } });
    folder.finish(Uint8Array.of(1, 2), '<svg/>');
    expect(readdirSync(path).sort()).toEqual([
      'config.json',
      'metrics.jsonl',
      'model.safetensors',
      'report.svg',
    ]);
    expect(JSON.parse(readFileSync(join(path, 'config.json'), 'utf8'))).toEqual(config);
    expect(JSON.parse(readFileSync(join(path, 'metrics.jsonl'), 'utf8'))).toMatchObject(line);
  });

  it('replaces an earlier run: its model is gone at once, other files stay', () => {
    const path = temporaryFolder();
    openRunFolder(path, config).finish(Uint8Array.of(1), 'old');
    writeFileSync(join(path, 'notes.txt'), 'mine');
    expect(openRunFolder(path, config).replaces).toBe(true);
    expect(readdirSync(path).sort()).toEqual(['config.json', 'metrics.jsonl', 'notes.txt']);
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
