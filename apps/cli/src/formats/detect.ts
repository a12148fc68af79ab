import type { ArrayFormat } from './array-file.js';

const starts = (bytes: Uint8Array, text: string): boolean =>
  [...text].every((char, i) => bytes[i] === char.charCodeAt(0));

/** The kind of a file by its first bytes, `undefined` where it is none with arrays in it. */
export function formatOf(start: Uint8Array): ArrayFormat | undefined {
  if (starts(start, '\x93NUMPY')) return 'npy';
  if (isZip(start)) return holdsPickle(start) ? undefined : 'npz';
  // The header of a safetensors file is JSON. Before it is its length in eight bytes, some of which are no characters.
  if (start[8] === 0x7b && !isText(start.subarray(0, 8))) return 'safetensors';
  if (new TextDecoder().decode(start).trimStart().startsWith('{')) return 'model.json';
  return undefined;
}

/** What a file is that is none with arrays in it, and what to do. */
export function strangerOf(start: Uint8Array): { got: string; advice: string } {
  if (start.length === 0) return { got: 'an empty file', advice: '' };
  if (isZip(start) || starts(start, '\x80\x02')) {
    return {
      got: 'a pickle of PyTorch',
      advice: ' In Python, save it by safetensors.torch.save_file(model.state_dict(), path).',
    };
  }
  if (starts(start, '\x89HDF')) {
    return {
      got: 'an HDF5 file',
      advice: ' Convert it by tensorflowjs_converter --input_format keras.',
    };
  }
  if (starts(start, 'GGUF')) return { got: 'a GGUF file', advice: '' };
  return { got: isText(start) ? 'a text file' : 'a file of an unknown kind', advice: '' };
}

const isZip = (start: Uint8Array): boolean =>
  starts(start, 'PK\x03\x04') || starts(start, 'PK\x05\x06');

/** Whether the first file of an archive is that of PyTorch, `<name>/data.pkl`. */
const holdsPickle = (start: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(start.subarray(30, 512)).includes('/data.pkl');

const isText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || (byte >= 0x09 && byte <= 0x0d));
