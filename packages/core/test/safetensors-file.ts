/** The bytes that a text in base64 stands for. */
export const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** A file of the parts given; the length is that of the header unless told. */
export function file(header: string, dataBytes = 0, length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** The entry of a tensor in a header, as JSON. */
export const entry = (dtype: string, shape: string, begin: number, end: number) =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

/**
 * Written by the Python package safetensors 0.8.0 with torch 2.13.0: `save(tensors, {'epoch': '12'})`
 * of five tensors.
 */
export const fixture = bytesOf(
  'SAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJlcG9jaCI6IjEyIn0sImEuYmlhcyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpb' +
    'Ml0sImRhdGFfb2Zmc2V0cyI6WzAsOF19LCJlbXB0eSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMCw0XSwiZGF0YV9vZmZz' +
    'ZXRzIjpbOCw4XX0sIndlaWdodCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbOCwzMl19' +
    'LCJjb3VudCI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMzIsMzZdfSwibWFzayI6eyJkdHlw' +
    'ZSI6IkJPT0wiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOlszNiwzOV19fSAgAQAAAP//f38AAMA/AAAAwAAAUEAAAAAA' +
    'AACAfwAAAID5////AQAB',
);
