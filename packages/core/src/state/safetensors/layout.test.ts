import { describe, expect, it } from 'vitest';
import { OptionError } from '../../errors.js';
import { safetensorsLayout } from './layout.js';
import { openSafetensors } from './open.js';

describe('safetensorsLayout', () => {
  it('lays out tensors of any dtype, the widest first', async () => {
    const infos = {
      flags: { dtype: 'BOOL', shape: [3] },
      b: { dtype: 'BF16', shape: [2] },
      a: { dtype: 'BF16', shape: [] },
      __proto: { dtype: 'U64', shape: [1, 2] },
      nibbles: { dtype: 'F4', shape: [2, 3] },
    } as const;
    const { header, names, bytes } = safetensorsLayout(infos, { epoch: '3' });
    expect(names).toEqual(['__proto', 'a', 'b', 'nibbles', 'flags']);
    expect(bytes - header.length).toBe(16 + 2 + 4 + 3 + 3);
    const file = new Uint8Array(bytes);
    file.set(header);
    const opened = await openSafetensors(file);
    expect(opened.metadata).toEqual({ epoch: '3' });
    expect(opened.names).toEqual(names);
    for (const [name, info] of Object.entries(infos)) expect(opened.info(name)).toMatchObject(info);
  });

  it.each([
    ['half a byte', { w: { dtype: 'F4', shape: [3] } }, {}, 'got F4 [3] for "w"'],
    ['a negative size', { w: { dtype: 'F32', shape: [-1] } }, {}, 'got F32 [-1] for "w"'],
    ['half an element', { w: { dtype: 'U8', shape: [0.5] } }, {}, 'got U8 [0.5] for "w"'],
    [
      'the name of the metadata',
      { __metadata__: { dtype: 'F32', shape: [] } },
      {},
      '"__metadata__"',
    ],
    ['metadata that are no text', {}, { epoch: 3 }, 'got 3 for the metadata "epoch"'],
  ] as const)('refuses %s', (_, tensors, metadata, message) => {
    expect(() => safetensorsLayout(tensors, metadata as never)).toThrow(OptionError);
    expect(() => safetensorsLayout(tensors, metadata as never)).toThrow(message);
  });
});
