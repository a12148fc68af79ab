import { safetensorsLayout } from '@nadir/core/safetensors';
import { writeNpz } from '@nadir/train/arrays';
import type { Output } from '../names/rename.js';
import { asNumpy } from './exact.js';
import type { Sink } from './sink.js';

/** Writes a safetensors file, array by array. */
export async function writeSafetensors(
  sink: Sink,
  name: string,
  outputs: readonly Output[],
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const byName = new Map(outputs.map((output) => [output.name, output]));
  const { header, names } = safetensorsLayout(Object.fromEntries(byName), metadata);
  sink.begin(name);
  sink.write(header);
  for (const one of names) sink.write(await (byName.get(one) as Output).read());
}

/** Writes an archive of NumPy, array by array. */
export async function writeArchive(
  sink: Sink,
  name: string,
  outputs: readonly Output[],
  compress: boolean,
): Promise<void> {
  sink.begin(name);
  const writable = new WritableStream<Uint8Array>({ write: (bytes) => sink.write(bytes) });
  await writeNpz(writable, arraysOf(outputs), { compress });
}

async function* arraysOf(outputs: readonly Output[]) {
  for (const output of outputs) yield [output.name, await asNumpy(output)] as const;
}
