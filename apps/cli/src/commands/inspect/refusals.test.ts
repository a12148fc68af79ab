import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { floats, safetensors } from '../../../test/array-files.js';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { nadir } from '../../../test/nadir.js';

describe('nadir inspect refuses', () => {
  const cut = safetensors({ w: floats([4], 1, 2, 3, 4) });
  const hugeLength = (length: bigint) => {
    const bytes = Buffer.from(cut);
    bytes.writeBigUInt64LE(length, 0);
    return bytes;
  };
  it.each<[string, string, string | Uint8Array, string]>([
    ['an empty file', 'a.safetensors', '', 'got an empty file, expected'],
    ['a text file', 'a.npz', 'x,y\n1,2\n', 'got a text file, expected'],
    [
      'a file that is cut off',
      'a.safetensors',
      cut.subarray(0, -1),
      'got the offsets [0,16] for "w"',
    ],
    [
      'a header of 2⁵³ bytes',
      'a.safetensors',
      hugeLength(2n ** 53n),
      'got a header length of 9007199254740992 bytes',
    ],
    [
      'a header of 2⁶³ bytes',
      'a.safetensors',
      hugeLength(2n ** 63n),
      'got a header length of 9223372036854775808 bytes',
    ],
    [
      'a header of 100 000 001 bytes',
      'a.safetensors',
      hugeLength(100_000_001n),
      'got a header length of 100000001 bytes',
    ],
    [
      '4 GB in 1 kB',
      'a.safetensors',
      Buffer.concat([
        Buffer.of(80, 0, 0, 0, 0, 0, 0, 0),
        Buffer.from(
          '{"w":{"dtype":"F32","shape":[1073741824],"data_offsets":[0,4294967296]}}'.padEnd(80),
        ),
        Buffer.alloc(900),
      ]),
      'got the offsets [0,4294967296] for "w"',
    ],
    ['JSON that is no model', 'model.json', '{"a": 1}', 'got undefined as `weightsManifest`'],
    ['JSON that is cut off', 'model.json', '{"weightsManifest": [', 'got text that is no JSON'],
    [
      'a weight file elsewhere',
      'model.json',
      JSON.stringify({ weightsManifest: [{ paths: ['../../etc/passwd'], weights: [] }] }),
      'got the weight file "../../etc/passwd", expected one beside the model',
    ],
    [
      'a weight file that is not there',
      'model.json',
      JSON.stringify({ weightsManifest: [{ paths: ['a.bin'], weights: [] }] }),
      'got nothing there at "a.bin"',
    ],
    [
      'a pickle of PyTorch',
      'model.pt',
      Buffer.from('PK\x03\x04..........................model/data.pkl'),
      'got a pickle of PyTorch, expected',
    ],
    [
      'an HDF5 file',
      'model.h5',
      Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'),
      'got an HDF5 file, expected',
    ],
    [
      'bytes of any kind',
      'a.npy',
      Buffer.from([1, 2, 3, 250, 251]),
      'got a file of an unknown kind',
    ],
  ])('%s', async (_, name, content, message) => {
    const file = temporaryFile(name, content);
    const { status, stdout, stderr } = await nadir(['inspect', file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.startsWith(`${file}: `)).toBe(true);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('what is not there, and a folder without such files', async () => {
    expect((await nadir(['inspect', 'nowhere'])).stderr).toBe(
      'nowhere: got nothing there, expected a file or a folder.\n',
    );
    const folder = temporaryFolder();
    mkdirSync(`${folder}/inner`);
    const { status, stderr } = await nadir(['inspect', folder]);
    expect(status).toBe(1);
    expect(stderr).toContain('got a folder without .safetensors');
  });

  it('a command line without a file', async () => {
    expect(await nadir(['inspect'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('got no file'),
    });
    expect(await nadir(['inspect', '--jsn'])).toMatchObject({ status: 2 });
  });
});
