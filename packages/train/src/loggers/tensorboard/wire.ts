/** A field of a protobuf message as bytes: https://protobuf.dev/programming-guides/encoding. */
export type Field = Uint8Array;

/** A message of some fields. */
export function message(...fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((length, field) => length + field.length, 0));
  let at = 0;
  for (const field of fields) {
    bytes.set(field, at);
    at += field.length;
  }
  return bytes;
}

/** An `int32`, `int64`, `bool` or `enum` ≥ 0. */
export const integer = (number: number, value: number): Field =>
  Uint8Array.from([...varint(number * 8), ...varint(value)]);

export function double(number: number, value: number): Field {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, value, true);
  return message(Uint8Array.from(varint(number * 8 + 1)), new Uint8Array(bytes.buffer));
}

export function float(number: number, value: number): Field {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, value, true);
  return message(Uint8Array.from(varint(number * 8 + 5)), new Uint8Array(bytes.buffer));
}

/** Bytes, a text, or a message in a message. */
export function bytes(number: number, value: Uint8Array | string): Field {
  const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  const head = [...varint(number * 8 + 2), ...varint(content.length)];
  return message(Uint8Array.from(head), content);
}

/** Many numbers in one field. */
export function doubles(number: number, values: readonly number[]): Field {
  const packed = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => {
    packed.setFloat64(8 * i, value, true);
  });
  return bytes(number, new Uint8Array(packed.buffer));
}

/** Seven bits a byte, the lowest first. Not by bit operators, which have 32 bits only. */
function varint(value: number): number[] {
  const digits: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) digits.push((rest % 128) + 128);
  return [...digits, rest];
}
